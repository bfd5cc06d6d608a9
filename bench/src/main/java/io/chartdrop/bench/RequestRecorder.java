package io.chartdrop.bench;

import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.patient.DynamoDbRecordStore;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordQuery;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Learns what our record store asks DynamoDB for, so that a bare loop can ask for the same. */
final class RequestRecorder implements DynamoDbClient {
  private final List<BatchGetItemRequest> gets = new ArrayList<>();
  private final List<BatchWriteItemRequest> writes = new ArrayList<>();
  private final List<QueryRequest> queries = new ArrayList<>();

  private RequestRecorder() {}

  /** What one chunk of new rows takes. */
  record ChunkRequests(BatchGetItemRequest get, List<BatchWriteItemRequest> writes) {}

  static ChunkRequests ofChunk(TableNames tables, TenantId tenant, List<PatientRecord> chunk) {
    RequestRecorder recorder = new RequestRecorder();
    try (DynamoDbRecordStore store = new DynamoDbRecordStore(recorder, tables)) {
      store.store(tenant, chunk, Fence.NONE);
    }
    return new ChunkRequests(recorder.gets.get(0), List.copyOf(recorder.writes));
  }

  /** The first page of each partition that a search looks into. */
  static List<QueryRequest> ofSearch(TableNames tables, TenantId tenant, RecordQuery query) {
    RequestRecorder recorder = new RequestRecorder();
    try (DynamoDbRecordStore store =
        new DynamoDbRecordStore(recorder, tables, Runnable::run)) { // one after the other
      store.find(tenant, query);
    }
    return List.copyOf(recorder.queries);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    gets.add(request);
    return BatchGetItemResponse.builder().build();
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    writes.add(request);
    return BatchWriteItemResponse.builder().build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    queries.add(request);
    return QueryResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
