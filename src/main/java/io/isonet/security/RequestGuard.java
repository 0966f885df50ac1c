package io.isonet.security;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Refuses what a stranger's web page could make a browser send, even to a service on
/// loopback:
///
/// - a `Host` that is not the service's (DNS rebinding) gets 421
/// - a call that changes state from a foreign `Origin`, or with
///   `Sec-Fetch-Site: cross-site`, gets 403
/// - a body beyond the limit gets 413, whether it announces its length or not
///
/// Nothing is ever shared across origins: there is no CORS. Thread-safe.
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestGuard extends OncePerRequestFilter {

	private static final ProblemType FOREIGN_HOST = new ProblemType("foreign-host", "The service has another name",
			421);

	private static final ProblemType FOREIGN_ORIGIN = new ProblemType("foreign-origin",
			"A foreign web page may not change anything here", 403);

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

	private final HttpProperties properties;

	private final HandlerExceptionResolver problems;

	RequestGuard(HttpProperties properties, HandlerExceptionResolver problems) {
		this.properties = properties;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Referrer-Policy", "no-referrer");
		HttpServletRequest limited;
		try {
			checkHost(request);
			checkOrigin(request);
			limited = LimitedBodyRequest.limit(request, this.properties.maxJson());
		}
		catch (ProblemException ex) {
			this.problems.resolveException(request, response, null, ex);
			return;
		}
		chain.doFilter(limited, response);
	}

	private void checkHost(HttpServletRequest request) {
		Set<String> allowed = this.properties.allowedHosts();
		String host = hostName(request.getHeader("Host"));
		if (!allowed.contains("*") && (host == null || !allowed.contains(host))) {
			throw new ProblemException(FOREIGN_HOST,
					"The Host header names none of this service's names; the setting isonet.http.allowed-hosts has them.");
		}
	}

	private void checkOrigin(HttpServletRequest request) {
		if (SAFE_METHODS.contains(request.getMethod())) {
			return;
		}
		String origin = request.getHeader("Origin");
		boolean foreign = (origin != null) ? !isOwn(origin, request) && !isAllowed(origin)
				: "cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"));
		if (foreign) {
			throw new ProblemException(FOREIGN_ORIGIN,
					"The call comes from a web page of another origin; the setting isonet.http.allowed-origins has those that may call.");
		}
	}

	private boolean isAllowed(String origin) {
		List<String> allowed = this.properties.allowedOrigins();
		return allowed.stream().anyMatch(origin::equalsIgnoreCase);
	}

	/// Whether an origin is the one under which this very request reached the service.
	private static boolean isOwn(String origin, HttpServletRequest request) {
		try {
			URI uri = URI.create(origin);
			return uri.getRawAuthority() != null && uri.getRawAuthority().equalsIgnoreCase(request.getHeader("Host"));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static @Nullable String hostName(@Nullable String header) {
		if (header == null) {
			return null;
		}
		String host = header.strip().toLowerCase(Locale.ROOT);
		int colon = host.lastIndexOf(':');
		return (colon > host.lastIndexOf(']')) ? host.substring(0, colon) : host;
	}

}
