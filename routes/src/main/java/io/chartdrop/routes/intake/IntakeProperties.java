package io.chartdrop.routes.intake;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How files are taken in.
 *
 * @param inbox bucket the tenants upload to
 * @param archive bucket for the files that were read
 * @param errors bucket for the files that were not, and for rejects
 * @param pollInterval between two looks into a tenant's inbox
 * @param idlePolls looks in a row that find nothing before a tenant counts as idle
 * @param idleFactor intervals between two looks into an idle tenant's inbox, until one finds a file
 * @param tenantsInterval between two looks at the list of tenants
 * @param goneInterval between two looks for files whose versions were deleted for good
 * @param filesPerTenant files of one tenant that are read at once
 * @param queuedPerTenant files of one tenant that wait in this worker
 * @param writers threads that store rows, at most, for all files together; beside them each file
 *     has one of its own
 * @param chunksPerFile chunks of one file that are stored at once
 * @param lease how long a claim holds unless renewed; at least two minutes in production
 * @param heartbeat between two renewals
 * @param leaseMargin how long before its lease ends a worker stops by its own clock
 * @param maxAttempts attempts after which a file is given up
 * @param rest after a failed attempt, times the attempts so far; after an outage, doubled by each
 *     further one; up to twelve of it, and as little as half, at random
 * @param spool folder for files while they are read; on the machine's own disk
 * @param spoolBudget bytes that all spooled files and their rejects may take together; a quarter of
 *     it is for small files only
 * @param rejectsLimit bytes of one rejects file; the rows beyond it are counted and not listed
 */
@ConfigurationProperties("intake")
record IntakeProperties(
    String inbox,
    String archive,
    String errors,
    @DefaultValue("5s") Duration pollInterval,
    @DefaultValue("3") int idlePolls,
    @DefaultValue("3") int idleFactor,
    @DefaultValue("10s") Duration tenantsInterval,
    @DefaultValue("10m") Duration goneInterval,
    @DefaultValue("2") int filesPerTenant,
    @DefaultValue("100") int queuedPerTenant,
    @DefaultValue("64") int writers,
    @DefaultValue("8") int chunksPerFile,
    @DefaultValue("2m") Duration lease,
    @DefaultValue("2s") Duration heartbeat,
    @DefaultValue("15s") Duration leaseMargin,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("10s") Duration rest,
    Path spool,
    @DefaultValue("10GB") DataSize spoolBudget,
    @DefaultValue("1GB") DataSize rejectsLimit) {}
