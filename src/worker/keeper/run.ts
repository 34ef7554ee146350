import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import { keeperExecutor, type KeeperExecutor } from '#lib/chain/keeper-executor.ts';
import { keeperReader } from '#lib/chain/keeper-reader.ts';
import type { KeeperScope } from '#lib/chain/keeper-view.ts';
import type { Signer } from '#lib/chain/signer.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import { GapDetector, type Nap } from '#lib/keeper/gap-detector.ts';
import type { Gap } from '#lib/keeper/gap.ts';
import { LogBook } from '#lib/keeper/log-book.ts';
import type { LogItem } from '#lib/keeper/log-line.ts';
import { INITIAL, type Snapshot } from '#lib/keeper/phase.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type { PreparedAction } from '#lib/keeper/ports.ts';
import { feePerFill } from '#lib/keeper/row.ts';
import { sessionStateOf } from '#lib/keeper/session-report.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import type { SessionState } from '#lib/session/session-state.ts';
import { runEngine, type EngineEvents } from '../engine.ts';
import type { KeeperMode, KeeperReport } from '../protocol.ts';
import { Books } from './books.ts';
import { sweepSession } from './sweep.ts';
import type { ErrandTerms } from './errand.ts';
import { OwnJournal } from './intent-journal.ts';
import type { KeeperPorts, Reach } from './ports.ts';

/** How often the worker looks at the clock. Milliseconds. */
const HEARTBEAT_MS = 1_000;
/** Longest that a stop waits for a transaction on its way. The journal keeps it beyond. Milliseconds. */
const LONGEST_FAREWELL_MS = 60_000;
const MOST_GAPS = 50;

export interface RunTerms {
	readonly ports: KeeperPorts;
	readonly reach: Reach;
	readonly scope: KeeperScope;
	readonly signer: Signer;
	readonly changed: () => void;
}

/** When something was sent, from what its bounds were made of. */
const sentAt = ({ maxLedger, maxTime }: PreparedAction, policy: Policy) => ({
	ledger: maxLedger - policy.patienceLedgers,
	closedAt: maxTime - policy.patienceSecs
});

/** A keeper at work in this tab: the engine with its journal, books and log. */
export class KeeperRun {
	readonly #terms: RunTerms;
	readonly #rpc: JsonRpc;
	readonly #executor: KeeperExecutor;
	readonly #journal: OwnJournal;
	readonly #books: Books;
	readonly #log = new LogBook();
	readonly #gaps: Gap[] = [];
	readonly #since: number;
	readonly #naps: GapDetector;
	readonly #hardStop = new AbortController();
	#wind = new AbortController();
	#mode: KeeperMode;
	#ended = false;
	#over: Promise<void> = Promise.resolve();
	#snapshot: Snapshot = INITIAL;
	#session: SessionState | undefined;
	/** The last ledger whose facts were read. */
	#head = { ledger: 0, closedAt: 0 };
	#seenLive = false;
	/** Slept, and not awake in a new ledger yet. */
	#napping: { readonly nap: Nap; readonly ledger: number } | undefined;

	constructor(terms: RunTerms, mode: KeeperMode) {
		this.#terms = terms;
		this.#mode = mode;
		const { ports, reach, scope, signer } = terms;
		const { passphrase } = scope.network;
		this.#since = ports.now();
		this.#naps = new GapDetector(ports.now(), HEARTBEAT_MS);
		this.#rpc = jsonRpc(reach.transport);
		this.#journal = new OwnJournal({
			records: ports.records,
			owner: { passphrase, session: scope.session },
			now: () => ports.now(),
			naps: () => this.#countNaps(),
			tell: (item) => {
				this.#tell(item);
			}
		});
		this.#books = new Books({
			records: ports.records,
			owner: { passphrase, operator: scope.operator },
			network: scope.network,
			witnesses: reach.each.map((one) => jsonRpc(one)),
			tell: (item) => {
				this.#tell(item);
			},
			changed: terms.changed
		});
		this.#executor = keeperExecutor(this.#rpc, scope, signer, reach.policy, this.#journal);
	}

	get mode(): KeeperMode {
		return this.#mode;
	}

	/** Everything but who leads and the number of the report. */
	report(): Omit<KeeperReport, 'seq' | 'role'> {
		return {
			operator: this.#terms.scope.operator,
			since: this.#since,
			mode: this.#mode,
			snapshot: this.#snapshot,
			session: this.#session,
			log: this.#log.lines,
			rows: this.#books.rows,
			gaps: this.#gaps,
			endpoints: this.#terms.reach.states()
		};
	}

	/** Begins, and returns once the records of this browser are read. */
	async begin(): Promise<void> {
		await this.#books.load();
		const stopBeats = this.#terms.ports.every(HEARTBEAT_MS, () => {
			this.#countNaps();
		});
		this.#over = this.#live().finally(stopBeats);
		this.#over.catch((cause: unknown) => {
			this.#terms.ports.die(cause);
		});
	}

	/** Takes effect once what is on its way has ended. */
	setMode(mode: KeeperMode): void {
		if (mode === this.#mode || this.#ended) return;
		this.#mode = mode;
		this.#wind.abort();
		this.#terms.changed();
	}

	/** Begins nothing more; returns when nothing is on its way, or when waiting for it takes too long. */
	async stop(): Promise<void> {
		this.#ended = true;
		this.#wind.abort();
		const enough = new AbortController();
		const farewell = this.#terms.ports.clock.sleep(LONGEST_FAREWELL_MS, enough.signal);
		await Promise.race([this.#over, farewell]);
		this.#hardStop.abort();
		await this.#over;
		enough.abort();
		this.#terms.changed();
	}

	/** For errands of the key, once it is stopped. */
	errands(): ErrandTerms {
		const { scope, reach, ports } = this.#terms;
		return {
			rpc: this.#rpc,
			scope,
			policy: reach.policy,
			executor: this.#executor,
			journal: this.#journal,
			books: this.#books,
			clock: ports.clock
		};
	}

	sweep(signal: AbortSignal): ReturnType<typeof sweepSession> {
		return sweepSession(this.errands(), signal);
	}

	/** One engine after the other, one for each choice of mode. */
	async #live(): Promise<void> {
		const { ports, reach, scope } = this.#terms;
		while (!this.#ended) {
			this.#wind = new AbortController();
			const resume = await this.#journal.open();
			if (resume !== undefined) {
				await this.#books.sent(resume, scope.session, sentAt(resume, reach.policy));
			}
			await runEngine(
				{
					reader: keeperReader(this.#rpc, scope, reach.policy),
					executor: this.#executor,
					clock: ports.clock
				},
				reach.policy,
				this.#events(),
				this.#hardStop.signal,
				{
					mode: this.#mode,
					coSigns: this.#mode === 'live',
					resume,
					windDown: this.#wind.signal,
					naps: () => this.#countNaps()
				}
			);
		}
	}

	#events(): EngineEvents {
		return {
			snapshot: (snapshot) => {
				// one engine's last word is not this keeper's, and the numbers of the next one begin anew
				const seq = this.#snapshot.seq + 1;
				if (snapshot.phase.kind === 'stopped' && !this.#ended) return;
				this.#snapshot = { ...snapshot, seq };
				if (snapshot.phase.kind === 'scanning' || snapshot.phase.kind === 'acting') {
					this.#log.evaluated(snapshot);
				}
				this.#terms.changed();
			},
			feed: (item) => {
				this.#feed(item);
			},
			facts: (view) => {
				this.#facts(view);
			},
			settled: async ({ hash }, outcome) => {
				await this.#books.settled(hash, outcome, this.#hardStop.signal);
				await this.#journal.drop(hash);
			}
		};
	}

	#feed(item: FeedItem): void {
		this.#tell(item);
		if (item.kind !== 'sent') return;
		void this.#books.sent(item, this.#terms.scope.session, this.#head);
	}

	#facts(view: LedgerView): void {
		const { scope, reach } = this.#terms;
		this.#countNaps();
		this.#head = { ledger: view.ledger, closedAt: view.closedAt };
		this.#books.facts(view);
		void this.#books.forgetOtherWorlds(view.ledger);
		void this.#books.review(this.#hardStop.signal);
		this.#wokenIn(view.ledger);
		if (view.session.delegation !== undefined) this.#seenLive = true;
		const { rows } = this.#books;
		this.#session = sessionStateOf(view.session, view.closedAt, reach.policy, {
			hasActed: this.#seenLive || rows.some(({ session }) => session === scope.session),
			feePerFill: feePerFill(rows, scope.session)
		});
	}

	/** Looks at the clock. Returns how often there was a sleep. */
	#countNaps(): number {
		const nap = this.#naps.beat(this.#terms.ports.now());
		if (nap !== undefined) {
			const ledger = this.#napping?.ledger ?? this.#snapshot.ledger;
			this.#napping = { nap: { from: this.#napping?.nap.from ?? nap.from, to: nap.to }, ledger };
		}
		return this.#naps.naps;
	}

	/** The first new ledger after a sleep tells how many were missed. */
	#wokenIn(ledger: number): void {
		if (this.#napping === undefined) return;
		const { nap, ledger: before } = this.#napping;
		this.#napping = undefined;
		const missedLedgers = before === 0 ? 0 : Math.max(0, ledger - before - 1);
		const gap: Gap = { ...nap, missedLedgers };
		this.#gaps.unshift(gap);
		this.#gaps.splice(MOST_GAPS);
		this.#tell({ kind: 'slept', ledger, gap });
	}

	#tell(item: LogItem): void {
		this.#log.tell(item);
		this.#terms.changed();
	}
}
