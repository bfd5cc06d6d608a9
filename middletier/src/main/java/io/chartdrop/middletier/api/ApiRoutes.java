package io.chartdrop.middletier.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.middletier.files.FileListing;
import io.chartdrop.middletier.files.FileRetry;
import io.chartdrop.middletier.files.FileUpload;
import io.chartdrop.middletier.files.Rejects;
import io.chartdrop.middletier.files.Summaries;
import io.chartdrop.middletier.records.RecordSearch;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestBindingMode;
import org.springframework.stereotype.Component;

/** The contract's operations, each a route that is named as the contract names it. */
@Component
class ApiRoutes extends RouteBuilder {
  static final String FIND_RECORDS = "find-records";
  static final String LIST_FILES = "list-files";
  static final String UPLOAD_FILE = "upload-file";
  static final String READ_FILE = "read-file";
  static final String LIST_REJECTS = "list-rejects";
  static final String DOWNLOAD_REJECTS = "download-rejects";
  static final String RETRY_FILE = "retry-file";
  static final String READ_SUMMARY = "read-summary";

  private final RecordSearch records;
  private final FileListing files;
  private final FileUpload upload;
  private final FileRetry retry;
  private final Rejects rejects;
  private final Summaries summaries;
  private final ObjectMapper json;

  ApiRoutes(
      RecordSearch records,
      FileListing files,
      FileUpload upload,
      FileRetry retry,
      Rejects rejects,
      Summaries summaries,
      ObjectMapper json) {
    this.records = records;
    this.files = files;
    this.upload = upload;
    this.retry = retry;
    this.rejects = rejects;
    this.summaries = summaries;
    this.json = json;
  }

  // @formatter:off  the indentation shows what is inside what
  @Override
  public void configure() {
    onException(Exception.class).handled(true)
        .process(this::answerFault);

    restConfiguration()
        .component("platform-http")
        .bindingMode(RestBindingMode.off)
        .clientRequestValidation(true);

    rest().openApi().specification(Contract.RESOURCE).missingOperation("fail");

    from(direct(FIND_RECORDS)).routeId(FIND_RECORDS)
        .transform().body(ApiRequest.class, records::find)
        .process(this::answer);

    from(direct(LIST_FILES)).routeId(LIST_FILES)
        .transform().body(ApiRequest.class, files::list)
        .process(this::answer);

    from(direct(READ_FILE)).routeId(READ_FILE)
        .transform().body(ApiRequest.class, files::one)
        .process(this::answer);

    from(direct(UPLOAD_FILE)).routeId(UPLOAD_FILE)
        .transform().body(ApiRequest.class, upload::take)
        .process(this::answer);

    from(direct(RETRY_FILE)).routeId(RETRY_FILE)
        .transform().body(ApiRequest.class, retry::again)
        .process(this::answer);

    from(direct(LIST_REJECTS)).routeId(LIST_REJECTS)
        .transform().body(ApiRequest.class, rejects::page)
        .process(this::answer);

    from(direct(DOWNLOAD_REJECTS)).routeId(DOWNLOAD_REJECTS)
        .transform().body(ApiRequest.class, rejects::download)
        .process(this::answer);

    from(direct(READ_SUMMARY)).routeId(READ_SUMMARY)
        .transform().body(ApiRequest.class, summaries::of)
        .process(this::answer);
  }
  // @formatter:on

  private static String direct(String operation) {
    return "direct:" + operation;
  }

  private void answer(Exchange exchange) throws Exception {
    write(exchange, exchange.getMessage().getMandatoryBody(Answer.class));
  }

  private void answerFault(Exchange exchange) throws JsonProcessingException {
    Exception fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    write(exchange, Answer.of(Faults.problem(fault)));
  }

  private void write(Exchange exchange, Answer answer) throws JsonProcessingException {
    exchange.getMessage().removeHeaders("*"); // else the request's own headers go back with it
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, answer.contentType());
    answer.headers().forEach(exchange.getMessage()::setHeader);
    // not by a header: Camel keeps a Content-Length back
    answer.length().ifPresent(RequestCheck.responseTo(exchange)::setContentLengthLong);
    exchange
        .getMessage()
        .setBody(
            answer.body() instanceof InputStream stream
                ? BrokenAnswers.watched(RequestCheck.requestOf(exchange), stream)
                : json.writeValueAsBytes(answer.body()));
  }
}
