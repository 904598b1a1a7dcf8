//! The site that publishes documentation pages, as Markdown: every address has a twin with `.md` at its end.

use reqwest::Url;

use super::fetch::site::Site;
use crate::docs::documentation::{self, Page};
use crate::error::{Error, Result};
use crate::net::fetch::{LOOK, Options};
use schema_to_rust::address::shown;

const SITE: &str = "https://www.twilio.com";
/// The page that lists the pages of event types.
const INDEX: &str = "https://www.twilio.com/docs/events/event-types-overview";
/// More pages than there are products.
const MOST_PAGES: usize = 1000;
/// Where the pages of event types lie.
const PAGES: &str = "https://www.twilio.com/docs/events/event-types/";

/// The site, or what takes its place.
pub struct DocumentationSite(Site);

impl DocumentationSite {
    /// The site at `base`, by default Twilio's. It is https, or http on a loopback host.
    ///
    /// # Errors
    /// The base is none, or this machine has no root certificates.
    pub fn new(base: Option<&str>, options: Options) -> Result<Self> {
        Site::new(base, SITE, options, None).map(Self)
    }

    /// The pages of event types that the index lists, as they are published: addresses at Twilio's site, each once.
    ///
    /// # Errors
    /// The index does not come, or cannot be read, or lists what lies elsewhere.
    pub fn index(&self) -> Result<Vec<String>> {
        let mut urls = Vec::new();
        for link in self.listed()? {
            let elsewhere =
                || format!("the index of event types lists {link:?}, which does not lie at {SITE}");
            let url = address(&link).map_err(|error| Error::new(elsewhere()).cause(error))?;
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        Ok(urls)
    }

    fn listed(&self) -> Result<Vec<String>> {
        let mut answers = self.read(&[INDEX], documentation::parse_index)?;
        let index = answers.pop().expect("one address has one answer")?;
        if index.len() > MOST_PAGES {
            let site = self.0.settings().site;
            return Err(Error::new(format!(
                "the index of event types lists more than {MOST_PAGES} pages"
            ))
            .help(format!(
                "see whether the site is the one that was meant, and name another with {site}"
            )));
        }
        Ok(index)
    }

    /// Pages by their published addresses, several at once.
    ///
    /// # Errors
    /// An address is none. What is wrong with a page is in its place in the result.
    pub fn pages(&self, pages: &[&str]) -> Result<Vec<Result<Page>>> {
        self.read(pages, documentation::parse)
    }

    fn read<T>(&self, pages: &[&str], parse: impl Fn(&str) -> Result<T>) -> Result<Vec<Result<T>>> {
        let urls = pages.iter().map(|page| {
            let url = Url::parse(page).map_err(|error| {
                Error::new(format!("the page {page:?} of the catalog is not a URL")).cause(error)
            })?;
            let path = format!("{}.md", url.path().trim_matches('/'));
            Ok(self.0.at(&path.split('/').collect::<Vec<_>>()))
        });
        let urls = urls.collect::<Result<Vec<Url>>>()?;
        let answers = self.0.get(&urls).into_iter().zip(&urls);
        Ok(answers
            .map(|(answer, url)| text(answer, &shown(url), &parse))
            .collect())
    }
}

/// The published address of a page that the index links, without query and fragment.
fn address(link: &str) -> Result<String, String> {
    let index = Url::parse(INDEX).expect("a constant that is a URL");
    let mut url = index.join(link).map_err(|error| error.to_string())?;
    if url.origin() != index.origin() {
        return Err("it lies elsewhere".to_owned());
    }
    url.set_fragment(None);
    url.set_query(None);
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether a page lies where the index lists all pages.
pub fn is_listed(page: &str) -> bool {
    page.starts_with(PAGES)
}

fn text<T>(
    answer: Result<Option<Vec<u8>>>,
    url: &Url,
    parse: impl Fn(&str) -> Result<T>,
) -> Result<T> {
    let bytes = answer?.ok_or_else(|| {
        Error::new(format!("{url} answered 404 Not Found"))
            .help("correct the page in catalog.toml, or hold a file against the types: twilio-events verify PAGE.md")
    })?;
    let wrong =
        |error: Error| Error::new(format!("{url} is not a documentation page")).cause(error);
    let text = String::from_utf8(bytes)
        .map_err(|error| wrong(Error::new("it is not UTF-8 text").cause(error)).help(LOOK))?;
    parse(&text).map_err(wrong)
}
