//! Documentation pages from the site that publishes them, as Markdown.

use reqwest::Url;

use crate::documentation::{self, Page};
use crate::error::{Error, Result};
use crate::fetch::site::Site;
use crate::fetch::{Options, shown};

const SITE: &str = "https://www.twilio.com";

/// Downloads pages, several at once: of each address in the catalogue, the Markdown that lies beside it with `.md` at the
/// end. `base` takes the place of the site.
///
/// # Errors
/// The site cannot be asked at all. What is wrong with a page is in its place in the result.
pub fn fetch(base: Option<&str>, options: Options, pages: &[&str]) -> Result<Vec<Result<Page>>> {
    let site = Site::new(base, SITE, options, None)?;
    let urls = pages.iter().map(|page| {
        let url = Url::parse(page).map_err(|error| {
            Error::new(format!("the page {page:?} of the catalogue is no URL")).cause(error)
        })?;
        let path = format!("{}.md", url.path().trim_matches('/'));
        Ok(site.at(&path.split('/').collect::<Vec<_>>()))
    });
    let urls = urls.collect::<Result<Vec<Url>>>()?;
    let answers = site.get(&urls).into_iter().zip(&urls);
    Ok(answers
        .map(|(answer, url)| read(answer, &shown(url)))
        .collect())
}

fn read(answer: Result<Option<Vec<u8>>>, url: &Url) -> Result<Page> {
    let bytes = answer?.ok_or_else(|| {
        Error::new(format!("{url} answered 404 Not Found"))
            .help("correct the page in catalog.toml, or hold a file against the types: twilio-events verify PAGE.md")
    })?;
    let wrong = |error: Error| Error::new(format!("{url} is no documentation page")).cause(error);
    let text = String::from_utf8(bytes)
        .map_err(|error| wrong(Error::new("it is not UTF-8 text").cause(error)))?;
    documentation::parse(&text).map_err(wrong)
}
