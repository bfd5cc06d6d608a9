/**
 * Intake: a version of a file in a tenant's inbox becomes records, rejects and a closed ledger
 * entry. {@link io.chartdrop.routes.intake.FileIntake} is the flow; what a step does is a plain
 * class beside it. Whatever a step may repeat after a crash gives the same result again; what it
 * may not repeat happens in the one closing transaction.
 */
@NullMarked
package io.chartdrop.routes.intake;

import org.jspecify.annotations.NullMarked;
