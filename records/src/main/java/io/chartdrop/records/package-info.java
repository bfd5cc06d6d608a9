/**
 * The nouns of Chartdrop and the only place that knows how they lie in DynamoDB. A tenant sends
 * files; each version of a file has one row in the ledger; each good row of a file is one patient
 * record. Every store has a DynamoDB form and an in-memory twin under one contract test.
 */
@NullMarked
package io.chartdrop.records;

import org.jspecify.annotations.NullMarked;
