"""Reading the sites: routes, page objects, spiders, pipelines; records out, into the landing zone."""
