package io.chartdrop.records.patient;

class InMemoryRecordStoreTest
    implements RecordStoreContract, RecordQueryContract, RecordErasureContract {
  private final InMemoryRecordStore store = new InMemoryRecordStore();

  @Override
  public RecordStore store() {
    return store;
  }

  @Override
  public RecordErasure erasure() {
    return store;
  }
}
