-- posts the JSON of a file; prints requests, microseconds, and what was not answered with 200
function init(arguments)
	local file = assert(io.open(arguments[1], "r"))
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/json"
	wrk.body = file:read("*a")
	file:close()
end

function done(summary, latency, requests)
	local errors = summary.errors
	print(string.format("figures %d %d %d", summary.requests, summary.duration,
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
