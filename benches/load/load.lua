-- Sends the requests of requests.tsv in turn, and prints one line at the end.
local requests = {}
local n = 0
function init(args)
  for line in io.lines("requests.tsv") do
    local path, signature, body = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
    n = n + 1
    requests[n] = wrk.format("POST", path, {["Content-Type"]="application/json", ["X-Twilio-Signature"]=signature}, body)
  end
end
local i = 0
function request()
  i = i % n + 1
  return requests[i]
end
function done(summary, latency, requests)
  io.write(string.format("RESULT rps=%.0f p50=%.2fms p99=%.2fms non2xx=%d errors=%d requests=%d\n",
    summary.requests / (summary.duration/1e6), latency:percentile(50)/1000, latency:percentile(99)/1000,
    summary.errors.status, summary.errors.connect+summary.errors.read+summary.errors.write+summary.errors.timeout, summary.requests))
end
