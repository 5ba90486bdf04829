// biome-ignore-all format: these texts read best with one field a line
import { between, code, decimal, type Scenario } from '../scenario.ts';

const area = {
  home: 'CORE',
  desk: 'SUP',
  deskComponent: 'shipping',
  requestType: 'Report a problem',
} as const;

/** PostgreSQL under load, part two: plans, indexes, bloat and full disks. */
export const queryScenarios: readonly Scenario[] = [
  {
    ...area,
    id: 'missing-index',
    component: 'order-service',
    service: 'order-service',
    kind: 'bug',
    weight: 1.9,
    labels: ['postgresql', 'slow-query', 'performance'],
    slots: { table: ['shipments', 'orders', 'returns'], column: ['carrier_ref', 'external_id', 'merchant_id, created_at', 'return_code'], took: decimal(3, 24), rows: between(8, 96), page: ['{table}'] },
    environment: ['order-service {version}, PostgreSQL 16.4, `{cluster}`'],
    voices: {
      customer: {
        titles: ['The {page} page takes [{took}|forever] [seconds|to open]', 'Searching for [a tracking number|an order number] is very slow', 'Dashboard [crawls|is unusable] [in the mornings|since {yesterday}]'],
        reports: ['[Opening|Loading] the {page} page takes [around|about] {took} seconds [every time|now]. It [was instant|used to be quick] [a few weeks ago|when we started]. [We have {hundreds} k orders by now, maybe it is that?|Other pages are quick.]', 'When I search for [a number|`{orderId}`] I wait {took} seconds [and sometimes get an error page|]. [My colleagues made a joke of it: get a coffee, then search.|]'],
      },
      engineer: {
        titles: ['Seq scan on {table}: lookup by {column} takes {took} s', 'Slow queries on {table}, no index for ({column})', 'Query plan of {page} list: sequential scan over {rows} million rows'],
        reports: ['The list behind `GET /v3/{page}` needs {took} s for large merchants. The plan is a sequential scan over {rows} million rows of `{table}`, because nothing covers `({column})`. [Small merchants do not notice.|It grows by the week.]', 'Top entry of `pg_stat_statements` in `{cluster}` by total time: lookup in `{table}` by `{column}`, mean {took} s, {thousands} calls a day.'],
      },
      agent: {
        titles: ['{shop}: {page} list needs {took} seconds', 'Slow {page} page for [large|bigger] merchants'],
        reports: ['{shop} complains about the {page} page: {took} s to load, [sometimes|now and then] a 504. I see the same when I open it with their account; with a small test merchant it is [instant|quick].'],
      },
      bot: {
        titles: ['[FIRING] SlowQueries {service} {cluster}'],
        reports: ['**SlowQueries**: {hundreds} statements above 2 s in the last 15 minutes, slowest {took} s: `SELECT ... FROM {table} WHERE ...`'],
      },
    },
    evidence: [
      code(
        'sql',
        'EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM {table} WHERE merchant_id = $1 ORDER BY created_at DESC LIMIT 50;',
        '-- Limit (actual time={took}01.4..{took}01.5 rows=50)',
        '--   -> Sort Key: created_at DESC, Sort Method: top-N heapsort',
        '--        -> Parallel Seq Scan on {table} (rows removed by filter: {rows}218004)',
        '--             Buffers: shared hit=1208 read=884120',
      ),
      code(
        '',
        '{ts} LOG:  duration: {hundreds}43.118 ms  execute s_12: SELECT id, state, created_at FROM {table} WHERE merchant_id = $1 ORDER BY created_at DESC LIMIT 50',
        '{ts} LOG:  duration: {hundreds2}07.902 ms  execute s_12: SELECT id, state, created_at FROM {table} WHERE merchant_id = $1 ORDER BY created_at DESC LIMIT 50',
      )
    ],
    findings: ['EXPLAIN shows a parallel seq scan on `{table}`, {rows} million rows filtered to [get|find] 50.', '`pg_stat_user_tables`: {thousands} sequential scans on `{table}` since {yesterday}, hardly any index scans.', 'The index existed until the partitioning in {prevVersion}; the new partitions were created without it.'],
    cause: ['There is no index on `{table} ({column})`, so every call reads the whole table from disk.', 'The database has to read all {rows} million rows, because the index on `({column})` is missing.'],
    fix: ['`CREATE INDEX CONCURRENTLY` on `{table} ({column})`, built in {minutes} minutes. The same query takes [4|11|7] ms now.', 'Added the composite index and a check in CI that fails on sequential scans over large tables. From {took} s to {few} ms.'],
    workaround: ['Filter by a date range of [a month|two weeks] first, that uses another index and is quick enough.'],
    wrongTurn: ['Doubled `work_mem`. [Slightly better, not good.|]', 'Added a 60 s cache in front of it.'],
    reply: ['Hi {customer}, the search had to read through all {page} ever made instead of just yours. It now uses an index: what took {took} seconds takes a blink. [Would you check on your side?|]'],
    confirm: ['Wow, [instant now|it opens at once]. [Thanks!|Thank you, big difference.]'],
  },
  {
    ...area,
    id: 'plan-flip',
    home: 'DATA',
    component: 'reports',
    deskComponent: 'reports',
    service: 'report-api',
    kind: 'bug',
    labels: ['postgresql', 'query-plan', 'statistics'],
    slots: { before: between(40, 220), after: between(9, 75), estimate: between(1, 6), actual: ['{hundreds},{hundreds2}'] },
    environment: ['report-api {version}, PostgreSQL 16.4, default_statistics_target 100'],
    voices: {
      engineer: {
        titles: ['Revenue query flips to a nested loop, {before} ms becomes {after} s', 'Bad query plan after [month end|bulk load]: row estimate {estimate}, actual {actual}', 'Planner picks nested loop for revenue by channel'],
        reports: ['Since [this morning|the load of {date}] the revenue query takes {after} s instead of {before} ms. Same SQL, same data volume [more or less|]. The plan changed from a hash join to a nested loop: the planner expects {estimate} rows from `settlements` and gets {actual}.'],
      },
      customer: {
        titles: ['Revenue report [does not load|times out]', 'Monthly report stopped working'],
        reports: ['The revenue report for {lastMonth} [does not open|ends with a timeout]. [Last month it took a second.|The one for the month before opens at once.] [We need it for our tax adviser.|]'],
      },
      agent: {
        titles: ['Revenue report times out for {shop} [and others|]'],
        reports: ['Revenue report by channel runs into the 60 s limit for {shop}. {few} more merchants with the same [since {yesterday}|]. Other reports are [fine|quick].'],
      },
    },
    evidence: [
      code(
        'sql',
        '-- Nested Loop  (cost=0.87..1204.11 rows={estimate} width=96) (actual time=0.4..{after}114.2 rows={actual})',
        '--   ->  Index Scan on settlements s  (rows={estimate}) (actual rows={actual})',
        "--         Index Cond: (settled_on >= '{lastWeek}'::date)",
        '--   ->  Index Scan on channels c  (loops={actual})',
      )
    ],
    findings: ['`pg_stats` for `settlements.settled_on` ends {few} days before the rows we ask for: the histogram knows nothing about the new days.', '`last_autoanalyze` of `settlements` is [two weeks ago|{lastWeek}]; with {dozens} million rows the 10 % threshold is hardly ever reached.', 'After a manual `ANALYZE settlements` the hash join is back, {before} ms.'],
    cause: ['Stale statistics. Autoanalyze only starts after 10 % of the table changed, which for this table is more than a month of data, so the planner thinks that the last days are empty.'],
    fix: ['Set `autovacuum_analyze_scale_factor = 0.005` for the big append-only tables, plus an ANALYZE at the end of the load job.'],
    workaround: ['Run `ANALYZE settlements;` by hand, holds for a few days.'],
    wrongTurn: ['`SET enable_nestloop = off` for the report user.'],
    reply: ['Hello {customer}, the report chose a very slow way to collect its numbers. It is corrected and loads in under a second again.'],
  },
  {
    ...area,
    id: 'n-plus-one',
    component: 'shipping-service',
    service: 'shipping-service',
    kind: 'bug',
    labels: ['performance', 'slow-query', 'n+1'],
    slots: { parcels: between(120, 900), queries: between(240, 1800), took: decimal(4, 28) },
    environment: ['shipping-service {version}, Spring Boot 3.4, Hibernate 6.6'],
    voices: {
      engineer: {
        titles: ['Manifest of {parcels} parcels fires {queries} queries', 'N+1 selects in ManifestAssembler', 'GET /v3/manifests/:id slow for large shipments ({took} s)'],
        reports: ['Rendering a manifest with {parcels} parcels runs {queries} SQL statements, one per parcel and one per customs line. Each takes [about 2|1 to 3] ms, together {took} s. [Invisible in the slow query log, since no single one is slow.|]'],
      },
      customer: {
        titles: ['Manifest PDF takes {took} seconds', 'Daily manifest [times out|fails] on busy days'],
        reports: ['On busy days the [daily|carrier] manifest takes [ages|{took} seconds], with more than {parcels} parcels it [fails|gives an error] [and the driver is waiting|]. On quiet days no problem.'],
      },
      agent: {
        titles: ['Manifest of {shop} slow with many parcels'],
        reports: ['{shop} ships up to {parcels} parcels a day and waits {took} s for the manifest. With ten parcels it is instant, so it grows with the number.'],
      },
    },
    evidence: [
      code(
        '',
        '{ts} DEBUG org.hibernate.SQL - select p.* from parcel p where p.manifest_id=?',
        '{ts} DEBUG org.hibernate.SQL - select c.* from customs_line c where c.parcel_id=?',
        '{ts} DEBUG org.hibernate.SQL - select c.* from customs_line c where c.parcel_id=?',
        '{ts} DEBUG org.hibernate.SQL - select c.* from customs_line c where c.parcel_id=?',
        '... {queries} more',
      )
    ],
    findings: ['Trace `{traceId}`: {queries} spans of 1-3 ms each in a row, like a comb.', 'The lazy collection is touched inside `ManifestAssembler.toRow` (line 66), once for every parcel.'],
    cause: ['Classic N+1: `customsLines` is lazy and gets loaded parcel by parcel while the PDF is rendered.'],
    fix: ['One query with a join fetch and a batch size for the rest: 3 statements instead of {queries}, {took} s down to {ms} ms.'],
    workaround: ['Split the manifest by carrier, that keeps each one small.'],
    wrongTurn: ['Moved PDF rendering to a bigger node.'],
    reply: ['Hi {customer}, large manifests asked for every parcel one by one. As of today they ask once; {parcels} parcels should take about a second.'],
  },
  {
    ...area,
    id: 'table-bloat',
    home: 'INFRA',
    component: 'postgres',
    service: 'pg-events',
    kind: 'bug',
    labels: ['postgresql', 'vacuum', 'bloat'],
    slots: { table: ['job_queue', 'sessions', 'outbox', 'idempotency_keys'], size: between(40, 310), live: ['{few} thousand', '{dozens} thousand'] },
    environment: ['PostgreSQL 16.4, autovacuum defaults, `{cluster}`'],
    voices: {
      engineer: {
        titles: ['{table} is {size} GB with {live} live rows', 'Autovacuum cannot keep up on {table}', 'Bloat on {table}, polling gets slower every hour'],
        reports: ['`{table}` has {live} live rows and takes {size} GB on disk. Polling it went from 2 ms to {ms} ms within days, since every poll wades through dead tuples. Autovacuum runs [all the time|constantly] and removes nothing: "{dozens} million dead row versions cannot be removed yet".'],
      },
      bot: {
        titles: ['[FIRING] DeadTuplesHigh {table} {cluster}'],
        reports: ['**DeadTuplesHigh**: {dozens} million dead tuples in `{table}` ({size} GB), last successful vacuum {few} days ago.'],
      },
      agent: {
        titles: ['[Mails and webhooks|Background tasks] delayed by {minutes} minutes'],
        reports: ['Confirmation mails and webhooks go out [late|{minutes} minutes late] for all merchants in {region}, and it gets worse during the day. After a restart in the morning it is better [for an hour|].'],
      },
    },
    evidence: [
      code(
        '',
        '{ts} LOG:  automatic vacuum of table "events.public.{table}": index scans: 0',
        '        tuples: 0 removed, {dozens}118204 remain, {dozens}109977 are dead but not yet removable, oldest xmin: 771204418',
        '        system usage: CPU: user: 14.20 s, system: 9.11 s, elapsed: {hundreds}.40 s',
      ),
      code(
        'sql',
        'SELECT slot_name, active, age(xmin) FROM pg_replication_slots ORDER BY age(xmin) DESC;',
        '-- cdc_old_warehouse | f | 412880119',
      )
    ],
    findings: ['"oldest xmin" does not move: something holds back the horizon.', 'An inactive replication slot `cdc_old_warehouse` has an xmin from {few} weeks ago.'],
    cause: ['The replication slot of the old warehouse connector was never dropped. It pins the oldest visible transaction, so vacuum may not remove anything newer.'],
    fix: ['Dropped the slot, ran VACUUM, then `pg_repack` on `{table}`: {size} GB became {dozens} MB. Alert on inactive slots added.'],
    wrongTurn: ['Set `autovacuum_vacuum_cost_limit` to 2000, it is now faster at removing nothing.'],
    workaround: ['TRUNCATE is possible in the maintenance window, the queue is empty at night.'],
  },
  {
    ...area,
    id: 'wal-disk-full',
    home: 'INFRA',
    component: 'postgres',
    deskComponent: 'checkout',
    service: 'pg-pay',
    kind: 'incident',
    urgency: 'high',
    labels: ['postgresql', 'disk-full', 'sev1'],
    slots: { used: between(97, 100), wal: between(180, 420) },
    environment: ['pg-pay primary, 500 GB volume, PostgreSQL 16.4, WAL archived to object storage'],
    voices: {
      engineer: {
        titles: ['pg-pay primary: No space left on device, writes refused', 'pg_wal grew to {wal} GB, primary [stopped|in panic]'],
        reports: ['The primary of pg-pay stopped at {clock}: the [database|] volume is {used} % full, {wal} GB of it `pg_wal`. Archiving fails since {yesterday} and every segment that is not archived is kept.'],
      },
      bot: {
        titles: ['[FIRING] DiskUsage {used}% pg-pay-0 {cluster}', '[FIRING] PostgresDown pg-pay {cluster}'],
        reports: ['**DiskUsage**: volume `data` of `pg-pay-0` is {used} % full (threshold 85 %), `pg_wal` {wal} GB. Archive failures: {thousands}.'],
      },
      agent: {
        titles: ['No payments at all [in {region}|] since {clock}'],
        reports: ['Phones are ringing: no merchant in {region} can take a payment since {clock}. The dashboard opens, but [everything that saves|every save] ends in an error.'],
      },
      customer: {
        titles: ['CHECKOUT DOWN', 'Nobody can pay!!', 'Payments failing [completely|for every customer]'],
        reports: ['Since {clock} **every** payment fails [immediately|with an error]. [We are running a campaign right now.|This is our busiest hour.] Your status page says all good?!'],
      },
    },
    evidence: [
      code(
        '',
        '{ts} PANIC:  could not write to file "pg_wal/xlogtemp.{pid}": No space left on device',
        '{ts} LOG:  server process (PID {pid}) was terminated by signal 6: Aborted',
        '{ts} LOG:  archive command failed with exit code 1',
        '{ts} DETAIL:  The failed archive command was: wal-push pg_wal/0000000300001A{dozens}000000F1',
      )
    ],
    findings: ['`archive_command` fails with 403 since {clock} yesterday: the access key of the bucket [expired|was rotated].', 'The alert on archive failures exists, but goes to a channel that nobody reads [since the reorganisation|].'],
    cause: ['The rotated bucket key was not rolled out to pg-pay. WAL could not be archived, was kept, and filled the volume until PostgreSQL refused to write.'],
    fix: ['Grew the volume by 200 GB, restarted, put in the new key; the archive caught up in {minutes} minutes. Key rotation is now part of the same pipeline, and the archive alert pages.'],
    workaround: ['Volume expansion first, it is online. Do **not** delete anything from pg_wal by hand.'],
    wrongTurn: ['Failed over to the replica. Same volume size, same archive command, full in {minutes} minutes.'],
    reply: ['Dear {customer}, from {clock} on no payments could be taken for {minutes} minutes. A storage volume ran full. No money was taken for failed attempts. The full report will be on our status page within two working days. [I am truly sorry.|]'],
    internal: ['All Enterprise merchants in {region} are affected. Service credits: yes, finance prepares the list, do not mention amounts.'],
  },
  {
    ...area,
    id: 'hot-row-counter',
    home: 'PAY',
    component: 'billing',
    deskComponent: 'checkout',
    service: 'billing',
    kind: 'bug',
    labels: ['postgresql', 'locks', 'contention'],
    slots: { tps: between(90, 410), wait: between(300, 2400) },
    environment: ['billing {version}, PostgreSQL 16.4'],
    voices: {
      engineer: {
        titles: ['Row lock contention on invoice number counter', 'Flash sale: {wait} ms lock waits on one row of merchant_counter', 'Throughput per merchant capped at {tps} orders/s by a counter row'],
        reports: ['Every order of a merchant updates the same row in `merchant_counter` to get the next invoice number, and holds that row lock until the whole transaction commits. During [a flash sale|the sale of {shop}] orders of one merchant therefore run strictly one after the other: lock waits of {wait} ms, {tps} orders/s at best, however many pods we add.'],
      },
      customer: {
        titles: ['Checkout slow during our sale only', 'Sale day: customers wait [forever|very long] for confirmation'],
        reports: ['Whenever we [run a sale|send our newsletter] the confirmation takes [10, 20 seconds|very long], on normal days it is instant. [Other shops on your platform seem fine at the same time.|] We lose [people|customers] exactly when we [pay for ads|need you most].'],
      },
      agent: {
        titles: ['{shop} slow during sale, other merchants fine'],
        reports: ['{shop} had a flash sale at {clock}. Their checkout took up to {few2}0 s, while other merchants on the same cluster were normal. They had this at the last sale too.'],
      },
    },
    evidence: [
      code(
        'sql',
        'UPDATE merchant_counter SET last_invoice = last_invoice + 1',
        ' WHERE merchant_id = $1 RETURNING last_invoice;',
        '-- waits: Lock/tuple 61 %, Lock/transactionid 33 %',
      ),
      code(
        '',
        '{ts} LOG:  process {pid} still waiting for ExclusiveLock on tuple (12,4) of relation 20119 after 1000.1 ms',
        '{ts} LOG:  process {pid} acquired ExclusiveLock on tuple (12,4) after {wait}.7 ms',
      )
    ],
    findings: ['Wait events during the sale: 90 % `Lock/tuple` and `Lock/transactionid`, all on the one row of this merchant.', 'More pods make it worse, they only lengthen the queue.'],
    cause: ['A gap-free counter in the middle of the order transaction serialises all orders of a merchant.'],
    fix: ['The invoice number is now assigned after the commit by a small worker, in batches. Load test: {tps} became {thousands} orders/s for one merchant.'],
    wrongTurn: ['Scaled billing to {dozens} pods before the next sale.'],
    workaround: ['For announced sales we can switch the merchant to batch numbering by hand, flag `billing.batchNumbers`.'],
    reply: ['Hi {customer}, during your sale all orders had to queue for the next invoice number. We changed that: numbers are given out afterwards, so orders no longer wait for each other. Please tell us the date of the next sale, we will watch it with you.'],
  },
];
