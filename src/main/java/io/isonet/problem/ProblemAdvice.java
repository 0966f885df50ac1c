package io.isonet.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.MimeType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// Turns every failure into `application/problem+json`: those of the rooms as they
/// describe themselves, those of the web framework under the name of their status, and
/// whatever nobody foresaw into a 500 that names only an entry of the log. Thread-safe.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

	private static final ProblemType MALFORMED_JSON = new ProblemType("malformed-json", "The body is not JSON", 400);

	private static final ProblemType INVALID_REQUEST = new ProblemType("invalid-request",
			"The request has a field that is unknown or of the wrong type", 400);

	private static final ProblemType MALFORMED_UPLOAD = new ProblemType("malformed-upload",
			"The upload is not well-formed multipart/form-data", 400);

	private static final ProblemType INTERNAL = new ProblemType("internal", "The service failed", 500);

	private final DataSize largestFile;

	private final List<ProblemTranslation> translations;

	ProblemAdvice(@Value("${spring.servlet.multipart.max-file-size:1MB}") DataSize largestFile,
			List<ProblemTranslation> translations) {
		this.largestFile = largestFile;
		this.translations = List.copyOf(translations);
	}

	@ExceptionHandler(ProblemException.class)
	ResponseEntity<Object> problem(ProblemException ex, HttpServletRequest request) {
		if (ex.type().status() >= 500 && ex.getCause() != null) {
			log.warn("{}: {}", ex.type().name(), ex.detail(), ex.getCause());
		}
		return answer(ex.type(), ex.detail(), ex.errors(), ex.retryAfter(), request);
	}

	@ExceptionHandler(MultipartException.class)
	ResponseEntity<Object> multipart(MultipartException ex, HttpServletRequest request) {
		// what cannot be put down here is not the caller's fault
		Optional<ProblemException> translated = translated(ex);
		if (translated.isPresent()) {
			return problem(translated.get(), request);
		}
		return answer(MALFORMED_UPLOAD,
				"The parts of the upload cannot be read; send multipart/form-data as curl -F does.", request);
	}

	/// A query, or a form, that is not escaped as it must be, or has too many parameters.
	@ExceptionHandler(InvalidParameterException.class)
	ResponseEntity<Object> undecodable(InvalidParameterException ex, HttpServletRequest request) {
		return answer(ProblemType.of(HttpStatus.BAD_REQUEST),
				"The parameters cannot be decoded; a '%' stands before two hexadecimal digits.", request);
	}

	@ExceptionHandler(Exception.class)
	@Nullable ResponseEntity<Object> unforeseen(Exception ex, HttpServletRequest request) {
		if (causeOf(ex, ClientAbortException.class).isPresent()) {
			return null;
		}
		Optional<ProblemException> problem = causeOf(ex, ProblemException.class);
		if (problem.isPresent()) {
			return problem(problem.get(), request);
		}
		Optional<ProblemException> translated = translated(ex);
		if (translated.isPresent()) {
			log.debug("{} {}: {} ({})", request.getMethod(), request.getRequestURI(), translated.get().type().name(),
					ex.getMessage());
			return problem(translated.get(), request);
		}
		String reference = UUID.randomUUID().toString();
		log.error("Unforeseen failure {} in {} {}", reference, request.getMethod(), request.getRequestURI(), ex);
		return answer(INTERNAL, "This should not have happened. The log has it under " + reference + ".", request);
	}

	private Optional<ProblemException> translated(Exception ex) {
		return this.translations.stream().flatMap((translation) -> translation.translate(ex).stream()).findFirst();
	}

	@Override
	protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		HttpServletRequest servlet = servlet(request);
		Optional<ProblemException> problem = causeOf(ex, ProblemException.class);
		if (problem.isPresent()) {
			return problem(problem.get(), servlet);
		}
		if (ex.getCause() instanceof JacksonException json) {
			JsonFault fault = JsonFault.of(json);
			return answer(fault.syntax() ? MALFORMED_JSON : INVALID_REQUEST, fault.detail(), fault.errors(),
					Optional.empty(), servlet);
		}
		return answer(MALFORMED_JSON, "The body is missing or cannot be read as JSON.", servlet);
	}

	@Override
	protected ResponseEntity<Object> handleMaxUploadSizeExceededException(MaxUploadSizeExceededException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ProblemType.TOO_LARGE,
				"The upload has a file of more than " + this.largestFile.toBytes() + " bytes, or too many parts.",
				servlet(request));
	}

	@Override
	protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String found = servlet(request).getContentType();
		return ofStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
				"Content-Type is " + ((found != null) ? Excerpt.of(found) : "missing") + ", this call takes "
						+ ex.getSupportedMediaTypes().stream().map(MimeType::toString).collect(Collectors.joining(", "))
						+ ".",
				headers, request);
	}

	@Override
	protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex.getPropertyName() != null) ? ex.getPropertyName() : "The parameter";
		return answer(ProblemType.INVALID_PARAMETER, name + " is " + JsonFault.kind(ex.getRequiredType()) + ", not "
				+ Excerpt.of(String.valueOf(ex.getValue())) + ".", servlet(request));
	}

	@Override
	protected ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		return ofStatus(HttpStatus.NOT_FOUND,
				"There is nothing at this address; /swagger-ui/index.html shows what there is.", headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (status.is5xxServerError()) {
			return unforeseen(ex, servlet(request));
		}
		String detail = (ex instanceof ErrorResponse error && error.getBody().getDetail() != null)
				? error.getBody().getDetail() : "The request cannot be answered as it is.";
		return ofStatus(HttpStatus.valueOf(status.value()), detail, headers, request);
	}

	private ResponseEntity<Object> ofStatus(HttpStatus status, String detail, HttpHeaders headers, WebRequest request) {
		return response(ProblemType.of(status)).headers(headers)
			.body(Problems.detail(ProblemType.of(status), detail, List.of(), servlet(request).getRequestURI()));
	}

	private static ResponseEntity<Object> answer(ProblemType type, String detail, HttpServletRequest request) {
		return answer(type, detail, List.of(), Optional.empty(), request);
	}

	private static ResponseEntity<Object> answer(ProblemType type, String detail, List<ProblemError> errors,
			Optional<Duration> retryAfter, HttpServletRequest request) {
		ResponseEntity.BodyBuilder response = response(type);
		retryAfter.ifPresent((wait) -> response.header(HttpHeaders.RETRY_AFTER,
				String.valueOf(Math.max(1, (wait.toMillis() + 999) / 1000))));
		return response.body(Problems.detail(type, detail, errors, request.getRequestURI()));
	}

	/// A problem is a problem whatever the caller's `Accept` asks for: the type is set,
	/// so that none is negotiated.
	private static ResponseEntity.BodyBuilder response(ProblemType type) {
		return ResponseEntity.status(type.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return Optional.of(type.cast(cause));
			}
		}
		return Optional.empty();
	}

	private static HttpServletRequest servlet(WebRequest request) {
		return ((ServletWebRequest) request).getRequest();
	}

}
