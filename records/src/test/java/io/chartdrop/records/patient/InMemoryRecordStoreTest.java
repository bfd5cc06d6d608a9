package io.chartdrop.records.patient;

class InMemoryRecordStoreTest implements RecordStoreContract, RecordQueryContract {
  private final RecordStore store = new InMemoryRecordStore();

  @Override
  public RecordStore store() {
    return store;
  }
}
