// biome-ignore-all format: these texts read best with one field a line
import { between, code, decimal, type Scenario } from '../scenario.ts';

const area = {
  home: 'PAY',
  desk: 'SUP',
  deskComponent: 'checkout',
  requestType: 'Report a problem',
} as const;

/** PostgreSQL under load, part one: connections, locks and transactions. */
export const connectionScenarios: readonly Scenario[] = [
  {
    ...area,
    id: 'pool-exhausted',
    component: 'payment-api',
    service: 'payment-api',
    kind: 'incident',
    weight: 2,
    labels: ['postgresql', 'connection-pool', 'timeouts'],
    slots: { max: ['20', '30', '40'], waiting: between(38, 190), held: decimal(6, 31), job: ['settlement export', 'fraud re-score', 'ledger reconciliation', 'monthly statement run'] },
    environment: ['payment-api {version}, HikariCP 5.1, PostgreSQL 16.4 behind PgBouncer, `{cluster}`'],
    voices: {
      customer: {
        titles: ['Checkout [hangs|spins forever] [at the last step|when paying]', 'Customers cannot pay, page just [loads and loads|times out]', '[Payment|Checkout] extremely slow since {clock}'],
        reports: ['[Since about|Starting around] {clock} [our customers|shoppers] [cannot get past|get stuck on] the payment step. The [button spins|page keeps loading] for [half a minute|30 seconds or more] and then it says "Something went wrong, please try again". [Some get through on the second try.|If they retry it sometimes works.]', 'We see [hardly any|almost no] orders [today|since {clock}] although [traffic is normal|the shop has visitors]. When I try [it myself|a test order] the last step [takes forever|never finishes]. [Small carts or big ones, does not matter.|Card and PayPal both.]'],
      },
      agent: {
        titles: ['Several merchants report hanging checkouts in {region}', '[Checkout timeouts|Payments time out] for {shop} and others'],
        reports: ['[Since|From] {clock} {few} merchants [wrote in|called]: the payment step [hangs for 30 seconds|does not finish] and ends with the generic error. Card and wallet alike. [Status page is still green.|Nothing on the status page yet.] Payments that [do|] go through are [correct|booked normally], just very slow.'],
      },
      engineer: {
        titles: ['Connection pool exhausted in {service} during {job}', 'HikariPool: connection is not available under [load|the {job}]', '{service}: all {max} PostgreSQL connections busy, requests queue up'],
        reports: ['During the [{job}|nightly {job}] every connection of the pool (max {max}) is [checked out|taken] and request threads [wait|queue] for one until they hit the 30 s limit. {waiting} threads were waiting at the peak. [PostgreSQL itself|The database itself] is [bored|mostly idle]: CPU {percent} %, no lock waits [worth mentioning|].', '`hikaricp_connections_pending` goes to {waiting} [within a minute|quickly] and stays there[ for {minutes} minutes|]. p99 of `POST /v2/payments` is 30 s, which is exactly our connection timeout. So the callers do not wait for queries, they wait for [a connection|the pool].'],
      },
      bot: {
        titles: ['[FIRING] HikariPendingConnectionsHigh {service} {cluster}', '[FIRING] PaymentApiLatencyP99 > 5s ({cluster})'],
        reports: ['**HikariPendingConnectionsHigh**: {waiting} threads waiting for a connection in `{service}` (threshold 10), pool size {max}, active {max}, idle 0.'],
      },
    },
    evidence: [
      code(
        'java',
        'java.sql.SQLTransientConnectionException: PaymentPool - Connection is not available, request timed out after 30000ms (total={max}, active={max}, idle=0, waiting={waiting})',
        '\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:696)',
        '\tat com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:197)',
        '\tat com.fernhaul.payments.store.PaymentRepository.reserve(PaymentRepository.java:118)',
        '\tat com.fernhaul.payments.api.AuthorizeHandler.handle(AuthorizeHandler.java:74)',
      ),
      code(
        '',
        '{ts} WARN  [hikari housekeeper] PaymentPool - Pool stats (total={max}, active={max}, idle=0, waiting={waiting})',
        '{ts} ERROR [http-nio-8080-exec-41] AuthorizeHandler - authorize {paymentId} failed: could not obtain connection',
        '{ts} WARN  [hikari housekeeper] PaymentPool - leak detection triggered for connection on thread settlement-3, held {held}s',
      )
    ],
    findings: ['Thread dump: [most|nearly all] request threads are parked in `HikariPool.getConnection`. The {max} connections in use are all held by [threads of the {job}|the {job}], which keeps them while it calls the card network over HTTP.', '`pg_stat_activity` shows {max} sessions of payment_api in state `idle in transaction`, [the oldest for|up to] {held} s. So they hold a connection and do nothing with it.', 'Raised leak detection to 5 s in `{cluster}`: it points to `SettlementExporter.java:203` every single time.'],
    cause: ['The {job} opens a transaction, then [waits for|calls] the acquirer inside of it. With a slow acquirer each worker holds a connection for {held} s instead of a few ms and the pool of {max} [runs dry|is empty] for everybody else.'],
    fix: ['Moved the remote call out of the transaction and gave the job a pool of its own (5 connections), so that it can never [starve|take connections from] the API again. Pending is 0 [since|under the same load].'],
    workaround: ['Stopped the {job} for today and restarted the pods, that frees the connections. [We run it tonight with one worker.|]'],
    wrongTurn: ['Raised `maximumPoolSize` from {max} to 80. [Should be enough headroom.|]', 'Restarted all payment-api pods, pending is back to 0. Closing.'],
    reply: ['Hi {customer},\n\nour payment service was [short of|out of] connections to its storage between {clock} and now, so payments had to wait and gave up after 30 seconds. A background job was holding on to them. That job is stopped and [a permanent change is live|it now has its own lane]. Payments that failed were **not** charged.'],
    internal: ['{shop} lost [about|roughly] {dozens} orders in that window. [Account manager wants to offer a month for free.|]'],
  },
  {
    ...area,
    id: 'pgbouncer-prepared',
    home: 'CORE',
    component: 'order-service',
    deskComponent: 'integrations',
    service: 'order-service',
    kind: 'incident',
    labels: ['postgresql', 'pgbouncer', 'regression'],
    slots: { n: between(12, 480) },
    environment: ['order-service {version} (Node 22, node-postgres), PgBouncer 1.23 in transaction mode, `{cluster}`'],
    voices: {
      engineer: {
        titles: ['prepared statement "s_{n}" does not exist after [moving to|switching to] PgBouncer', 'order-service: random [query failures|500s] behind PgBouncer in transaction mode'],
        reports: ['Since order-service talks to PostgreSQL through PgBouncer [about|] {percent} % of requests fail with `prepared statement does not exist`. [It is random: the same request works on retry.|Retrying helps, mostly.] {prevVersion}, which connected directly, is clean.'],
      },
      bot: {
        titles: ['[FIRING] OrderServiceErrorRate > 2% ({cluster})'],
        reports: ['**OrderServiceErrorRate**: {percent}.{few} % of requests answered 500 in the last 5 minutes. Top message: `prepared statement "s_{n}" does not exist` ({hundreds} times).'],
      },
      agent: {
        titles: ['Order API answers 500 [at random|now and then] for {shop}'],
        reports: ['{shop} syncs orders every minute through the API. Since {yesterday} [some|one in ten] calls fail with a 500, the identical call a second later works. Their developer sent `{orderId}` and request `{uuid}` as an example.'],
      },
    },
    evidence: [
      code(
        '',
        '{ts} error: prepared statement "s_{n}" does not exist',
        '    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:285:98)',
        '    at Client._handleErrorMessage (/app/node_modules/pg/lib/client.js:361:17)',
        '    at OrderStore.findOpen (/app/dist/store/order-store.js:88:21)',
      ),
      code(
        'ini',
        '[pgbouncer]',
        'pool_mode = transaction',
        'max_client_conn = 2000',
        'default_pool_size = 25',
        'max_prepared_statements = 0',
      )
    ],
    findings: ['A named statement is prepared on one server connection; in transaction mode the next query may land on [another|a different] one, which has never heard of it.', 'The failure rate matches the share of requests that [issue|run] more than one statement outside of a transaction.'],
    cause: ['`max_prepared_statements` was left at 0 in the new PgBouncer config, so it does not track named statements across server connections.'],
    fix: ['Set `max_prepared_statements = 200` in PgBouncer and rolled it out [cluster by cluster|everywhere]. No failures [in the last 24 hours|since].'],
    workaround: ['Until then we can set `name: undefined` for the hot queries, they are then unnamed and safe.'],
    wrongTurn: ['Added a retry around the query. It hides most of them.'],
    reply: ['Hello {customer}, a change in our infrastructure made [some|a small share of] API calls fail at random. It is corrected since {clock}; no order was lost, because every failed call wrote nothing at all.'],
  },
  {
    ...area,
    id: 'lock-wait-migration',
    home: 'CORE',
    component: 'order-service',
    service: 'order-service',
    kind: 'incident',
    weight: 1.5,
    labels: ['postgresql', 'locks', 'migration'],
    slots: { table: ['orders', 'shipments', 'order_items', 'merchants'], column: ['customs_code', 'delivery_window', 'source_channel', 'risk_band'], queued: between(90, 640), waited: between(3, 19) },
    environment: ['PostgreSQL 16.4, `{cluster}`, Flyway 10 at deploy time'],
    voices: {
      customer: {
        titles: ['Orders page [frozen|not loading] [at|around] {clock}', 'Nothing [saves|can be saved] any more!', 'Dashboard stuck for {waited} minutes'],
        reports: ['For [about|] {waited} minutes [nothing worked|we could do nothing]: orders [did not open|would not load], labels [could not be printed|did not print], saving [just hung|showed the spinner]. Then suddenly everything [came back at once|was normal again]. [It was the second time this month.|]'],
      },
      engineer: {
        titles: ['ALTER TABLE {table} blocks all [traffic|queries] for {waited} minutes', 'Deploy of {version}: {queued} sessions in lock wait on {table}', 'Migration waits for lock on {table}, everything queues behind it'],
        reports: ['The migration in {version} adds `{column}` to `{table}`. It needs an ACCESS EXCLUSIVE lock, [had to wait|waited] for a long-running report, and [meanwhile every other query|in the meantime all reads and writes] on `{table}` queued up behind it: {queued} sessions waiting at the peak, {waited} minutes of [standstill|outage].'],
      },
      bot: {
        titles: ['[FIRING] PostgresLockWaits {cluster}', '[FIRING] PgBlockedSessions > 50 on {cluster}'],
        reports: ['**PostgresLockWaits**: {queued} sessions wait for a lock on relation `{table}`, longest wait {waited} min. Blocking pid {pid}.'],
      },
    },
    evidence: [
      code(
        'sql',
        'SELECT pid, wait_event, state, left(query, 60), now() - query_start AS since',
        "FROM pg_stat_activity WHERE wait_event_type = 'Lock' ORDER BY query_start;",
        '',
        '-- {pid} | relation | active | ALTER TABLE {table} ADD COLUMN {column} text | 00:{waited}:12',
        '-- {queued} more rows: SELECT ... FROM {table} WHERE merchant_id = $1',
      ),
      code(
        '',
        '{ts} LOG:  process {pid} still waiting for AccessExclusiveLock on relation 16643 of order_service after 1000.112 ms',
        '{ts} DETAIL:  Process holding the lock: {pid2}. Wait queue: {pid}.',
        '{ts} STATEMENT:  ALTER TABLE {table} ADD COLUMN {column} text',
      )
    ],
    findings: ['`pg_blocking_pids({pid})` gives {pid2}: an analyst session, `idle in transaction` since the morning.', 'The ALTER itself takes [4 ms|no time]. It is the waiting that hurts, because the lock queue is strictly first come first served.'],
    cause: ['The ALTER had no `lock_timeout`. One open transaction held a share lock on `{table}`, the ALTER waited for it, and everybody else waited for the ALTER.'],
    fix: ["Migrations now run with `SET lock_timeout = '3s'` and are retried; sessions idle in transaction are ended after 5 minutes. [Added to the migration template.|]", 'Killed {pid2}, the ALTER went through at once. For good: `lock_timeout` in all migrations, `idle_in_transaction_session_timeout = 5min` for people.'],
    wrongTurn: ['Moved the deploy window to 05:00 UTC. [Nobody is awake then.|]'],
    workaround: ['Terminate the blocking session: `SELECT pg_terminate_backend({pid2});`'],
    reply: ['Hi {customer}, a change to our order table had to wait in line, and everything behind it waited too, {waited} minutes in total. Nothing was lost. We [changed|have changed] how such changes are made so that they give up after three seconds instead of [blocking everybody|holding everybody up].'],
  },
  {
    ...area,
    id: 'ledger-deadlock',
    component: 'ledger',
    deskComponent: 'payouts',
    service: 'ledger',
    kind: 'bug',
    labels: ['postgresql', 'deadlock', 'ledger'],
    slots: { batch: between(200, 900), perDay: between(8, 140) },
    environment: ['ledger {version}, Java 21, PostgreSQL 16.4'],
    voices: {
      engineer: {
        titles: ['Deadlocks when two payout batches touch the same accounts', 'ledger: deadlock detected in BalanceWriter ({perDay} per day)', 'ShareLock deadlock between payout and refund booking'],
        reports: ['We get {perDay} `deadlock detected` per day in the ledger. One of the two transactions is rolled back and retried, which [mostly works|usually succeeds], but after three attempts the booking [goes to manual review|is parked]. [Finance clears {dozens} of them by hand every Monday.|]'],
      },
      agent: {
        titles: ['Payout of {shop} stuck in "processing"', 'Refund booked [late|a day late], balance wrong in between'],
        reports: ['{shop} sees payout `{payoutId}` in "processing" since {yesterday}. In the back office it is [parked for|in] manual review with "serialization failure, retries used up". [The balance is right once finance releases it.|]'],
      },
      customer: {
        titles: ['Payout [still|is] processing after {few} days', 'Where is my money? Payout {payoutId}'],
        reports: ['Payout `{payoutId}` [should have arrived|was due] on {lastWeek}. It [still says|shows] "processing" [and nothing moves|]. The one before and the one after [are fine|arrived].'],
      },
    },
    evidence: [
      code(
        '',
        '{ts} ERROR:  deadlock detected',
        '{ts} DETAIL:  Process {pid} waits for ShareLock on transaction 88213004; blocked by process {pid2}.',
        '        Process {pid2} waits for ShareLock on transaction 88213001; blocked by process {pid}.',
        '{ts} CONTEXT:  while updating tuple (4411,17) in relation "account_balance"',
        '{ts} STATEMENT:  UPDATE account_balance SET amount = amount - $1 WHERE account_id = $2',
      ),
      code(
        'java',
        'org.postgresql.util.PSQLException: ERROR: deadlock detected',
        '\tat com.fernhaul.ledger.BalanceWriter.apply(BalanceWriter.java:142)',
        '\tat com.fernhaul.ledger.BatchBooker.bookAll(BatchBooker.java:97)',
        '\tat com.fernhaul.ledger.PayoutRun.execute(PayoutRun.java:61)',
      )
    ],
    findings: ['Both transactions update rows of `account_balance`, one in the order of the batch file, the other sorted by merchant. With {batch} rows per batch they [meet|cross] sooner or later.', 'Reproduced with two batches of {batch} accounts in opposite order: deadlock within seconds.'],
    cause: ['No fixed lock order: `BatchBooker` updates accounts in the order of arrival, the refund path in the order of merchants.'],
    fix: ['All writers now take row locks with `SELECT ... ORDER BY account_id FOR UPDATE` before they update. [Zero deadlocks in the load test, was {perDay} an hour.|No deadlock since.]'],
    wrongTurn: ['Raised the number of retries from 3 to 10.'],
    workaround: ['Finance can release parked bookings in the back office, the amounts are right.'],
    reply: ['Hello {customer}, two bookings blocked each other and yours lost. It has been released, the money [leaves|goes out] today and should be with you in 1-2 bank days. The cause is fixed, so this will not repeat.'],
    internal: ['{dozens} parked bookings this week in total, sum {price} k EUR. Finance knows.'],
  },
  {
    ...area,
    id: 'replica-lag',
    home: 'INFRA',
    component: 'postgres',
    deskComponent: 'shipping',
    service: 'pg-orders',
    kind: 'incident',
    weight: 1.8,
    labels: ['postgresql', 'replication', 'stale-reads'],
    slots: { lag: between(45, 900), rows: ['{dozens} million'] },
    environment: ['pg-orders, one primary, two streaming replicas, PostgreSQL 16.4, `{cluster}`'],
    voices: {
      customer: {
        titles: ['New orders [appear|show up] [minutes late|much later]', 'Changed address, still see the old one', 'Order status jumps back'],
        reports: ['I [change|edit] something in an order, save, and [after reloading|then] I see the old [value|state] again. [A few|{few}] minutes later it is suddenly right. [My warehouse printed labels with the old address because of this!|]', 'New orders show up in the list [only|] after [5 to 10|{few}] minutes, although the customer got the confirmation mail [right away|immediately].'],
      },
      agent: {
        titles: ['Merchants see outdated order data', '"I saved it but it is gone": several reports in {region}'],
        reports: ['[Several|{few}] merchants in {region} say that changes [vanish|disappear] after saving and come back later. I can reproduce it: edit, save, reload shows the old value, [after a while|{minutes} minutes later] the new one. Looks like [we read old data somewhere|two different truths|a database copy that lags behind].'],
      },
      engineer: {
        titles: ['Replica lag of {lag} s on pg-orders during [bulk import|archive job]', 'Stale reads: replica in {cluster} {lag} s behind', 'pg-orders replica falls behind while [the archive job|catalog import] runs'],
        reports: ['Replay on `pg-orders-2` is {lag} s behind the primary [whenever|while] the archive job deletes [old rows|{rows} rows]. The read path of the dashboard uses the replicas, so users see old rows. WAL is received in time, it is the replay that [cannot keep up|is slow].'],
      },
      bot: {
        titles: ['[FIRING] PostgresReplicaLag {cluster}', '[FIRING] pg-orders-2 replay lag {lag}s'],
        reports: ['**PostgresReplicaLag**: replay lag of `pg-orders-2` is {lag} s (threshold 30 s) for {minutes} minutes.'],
      },
    },
    evidence: [
      code(
        'sql',
        'SELECT application_name, state, write_lag, flush_lag, replay_lag FROM pg_stat_replication;',
        '-- pg-orders-1 | streaming | 00:00:00.002 | 00:00:00.004 | 00:00:00.31',
        '-- pg-orders-2 | streaming | 00:00:00.003 | 00:00:00.006 | 00:{minutes}:07',
      ),
      code(
        '',
        '{ts} LOG:  recovery still waiting after 30012.4 ms: recovery conflict on snapshot',
        '{ts} DETAIL:  Conflicting process: {pid}.',
        '{ts} LOG:  recovery finished waiting after {lag}000.2 ms: recovery conflict on snapshot',
      )
    ],
    findings: ['`write_lag` and `flush_lag` are [fine|milliseconds], only `replay_lag` grows: the replica has the WAL and does not apply it.', 'Replay waits for a reporting query on the replica: `max_standby_streaming_delay` is 15 min, so a long SELECT can hold it up that long.', 'Lag starts [to the minute|exactly] with the archive job at {clock}.'],
    cause: ['The archive job deletes in one big transaction, and a report on the same replica blocks its replay until `max_standby_streaming_delay` is over.'],
    fix: ['Reports go to a replica of their own, `max_standby_streaming_delay` on the others is 10 s, and the archive job deletes in chunks of 5,000 with a pause. Lag [stays|is] below a second.', 'Reads right after a write now stick to the primary for ten seconds, and the archive job works in small batches.'],
    wrongTurn: ['Rebuilt the replica from a fresh base backup. [Lag is zero now.|]'],
    workaround: ['Pointed the dashboard reads to the primary [for now|until the job is done]; CPU there is at {percent} %, that is OK.'],
    reply: ['Hi {customer}, your changes were saved at once, but the copy that the dashboard reads from was up to {lag} seconds late. That is fixed; after saving you now always see what you saved. [Labels printed in between should be checked, sorry for that.|]'],
  },
];
