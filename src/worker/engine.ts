import { userOf } from '#lib/keeper/action.ts';
import { EMPTY_BOOK, namedBy, withFacts, type Account, type Book } from '#lib/keeper/book.ts';
import { decide } from '#lib/keeper/decide.ts';
import type { Decision } from '#lib/keeper/decision.ts';
import { explainOutcome } from '#lib/keeper/explain.ts';
import { gist, sightingOf, Told, type FeedItem } from '#lib/keeper/feed.ts';
import { feeInUsdc } from '#lib/keeper/market.ts';
import { outcomeOfError, outcomeOfFate, type Outcome } from '#lib/keeper/outcome.ts';
import { INITIAL, type Phase, type Snapshot } from '#lib/keeper/phase.ts';
import { plan } from '#lib/keeper/plan.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type {
	ActError,
	Clock,
	Executor,
	Facts,
	LedgerReader,
	PreparedAction,
	ReadError
} from '#lib/keeper/ports.ts';
import { rank } from '#lib/keeper/rank.ts';
import { scan } from '#lib/keeper/scan.ts';
import { situationOf, type Situation } from '#lib/keeper/situation.ts';
import { watchList } from '#lib/keeper/watch.ts';
import { err, ok, type Result } from '#lib/result.ts';

export interface EnginePorts {
	readonly reader: LedgerReader;
	readonly executor: Executor;
	readonly clock: Clock;
}
export interface EngineEvents {
	snapshot(snapshot: Snapshot): void;
	feed(item: FeedItem): void;
}

/** A transaction whose fate is open. There is at most one: an account has one slot in the queue. */
interface Pending {
	readonly sent: PreparedAction;
	/** The user's account as it was when the decision fell. */
	readonly before: Account | undefined;
}

/** Rounds of reading until events name nobody new: more would mean that the endpoint moves faster than we read. */
const MAX_ROUNDS = 3;

/** The keeper loop. Ends only when the signal aborts. Knows no platform: ports in, snapshots and feed out. */
export async function runEngine(
	ports: EnginePorts,
	policy: Policy,
	events: EngineEvents,
	signal: AbortSignal
): Promise<void> {
	const engine = new Engine(ports, policy, events, signal);
	while (!signal.aborted) {
		const stepped = await engine.step();
		await ports.clock.sleep(stepped ? policy.beatMs : policy.backOffMs, signal);
	}
	engine.stopped();
}

class Engine {
	readonly #ports: EnginePorts;
	readonly #policy: Policy;
	readonly #events: EngineEvents;
	readonly #signal: AbortSignal;
	readonly #told = new Told();
	#book: Book = EMPTY_BOOK;
	#cursor: string | undefined;
	/** Accounts that events named, until a ledger with them was taken in: answers of a ledger seen before are dropped. */
	#named: readonly string[] = [];
	/** What could not be read and was not told yet. */
	#unreadable: readonly string[] = [];
	#watched: readonly string[] = [];
	#pending: Pending | undefined;
	#snapshot = INITIAL;

	constructor(ports: EnginePorts, policy: Policy, events: EngineEvents, signal: AbortSignal) {
		this.#ports = ports;
		this.#policy = policy;
		this.#events = events;
		this.#signal = signal;
	}

	/** Looks at the chain once and acts on it. False if the chain could not be read. */
	async step(): Promise<boolean> {
		const facts = await this.#read();
		if (this.#signal.aborted) return true;
		if (!facts.ok) {
			this.#trouble(facts.error);
			return false;
		}
		const { view } = facts.value;
		if (view.ledger <= this.#snapshot.ledger) return true;
		this.#named = [];
		if (this.#unreadable.length > 0) {
			this.#events.feed({ kind: 'unreadable', ledger: view.ledger, details: this.#unreadable });
			this.#unreadable = [];
		}
		const before = this.#book;
		this.#book = withFacts(this.#book, facts.value.users);
		const situation = situationOf(view);
		this.#watched = watchList(this.#book, situation, this.#policy);
		this.#settle(facts.value);
		this.#tellSightings(before, situation);
		const decisions = rank(scan(this.#book, situation)).map((found) =>
			decide(found, situation, this.#policy)
		);
		this.#tellDecisions(decisions, situation);
		if (this.#pending === undefined) await this.#act(decisions, situation);
		this.#publish(decisions, situation);
		return true;
	}

	stopped(): void {
		this.#emit({ kind: 'stopped' });
	}

	/** Facts of one ledger that include everybody whom events up to it name. */
	async #read(): Promise<Result<Facts, ReadError>> {
		if (this.#cursor === undefined) {
			if (this.#snapshot.phase.kind !== 'backing-off') this.#emit({ kind: 'starting' });
			const past = await this.#ports.reader.backfill(this.#signal);
			if (!past.ok) return past;
			this.#cursor = past.value.cursor;
			this.#named = [...this.#named, ...namedBy(past.value.events)];
			this.#unreadable = [...this.#unreadable, ...past.value.unreadable];
		}
		for (let round = 0; round < MAX_ROUNDS; round += 1) {
			const pending = this.#pending?.sent;
			const users = new Set([...this.#named, ...this.#watched]);
			if (pending !== undefined) users.add(userOf(pending.action));
			const query = { cursor: this.#cursor, users: [...users], pending: pending?.hash };
			const facts = await this.#ports.reader.facts(query, this.#signal);
			if (!facts.ok) {
				// an endpoint that does not know the cursor's ledger any more never will: only the past, read again, helps
				if (facts.error.kind === 'rpc-error') this.#cursor = undefined;
				return facts;
			}
			this.#cursor = facts.value.cursor;
			this.#unreadable = [...this.#unreadable, ...facts.value.unreadable];
			const strangers = namedBy(facts.value.events).filter((user) => !users.has(user));
			if (strangers.length === 0) return facts;
			this.#named = [...this.#named, ...strangers];
		}
		return err({ kind: 'malformed', detail: 'events kept naming new accounts' });
	}

	/** Tells what became of the transaction on its way, once the chain knows. */
	#settle({ view, pending: fate }: Facts): void {
		const pending = this.#pending;
		if (pending === undefined || fate === undefined) return;
		const { action, hash } = pending.sent;
		const after = this.#book.get(userOf(action));
		const outcome = outcomeOfFate(pending.sent, fate, view.ledger, pending.before, after);
		if (outcome === undefined) {
			if (this.#told.isNews(hash, 'outbid'))
				this.#outcome(pending.sent, { kind: 'outbid' }, view.ledger);
			return;
		}
		this.#pending = undefined;
		this.#outcome(pending.sent, outcome, view.ledger);
	}

	/** Carries out the first decision that asks for it. */
	async #act(decisions: readonly Decision[], situation: Situation): Promise<void> {
		const { view } = situation;
		for (const decision of decisions) {
			const action = plan(decision, view.pool.contract);
			if (action === undefined) continue;
			const before = this.#book.get(userOf(action));
			const prepared = await this.#ports.executor.prepare(action, view, this.#signal);
			const sendable = prepared.ok ? this.#worthIt(prepared.value, situation) : prepared;
			const sent = sendable.ok ? await this.#send(sendable.value, before, view.ledger) : sendable;
			if (sent.ok) return;
			const outcome = outcomeOfError(action, sent.error, before);
			if (this.#told.isNews(`act ${decision.user}`, explainOutcome(outcome))) {
				const hash = prepared.ok ? prepared.value.hash : undefined;
				this.#events.feed({ kind: 'outcome', ledger: view.ledger, action, hash, outcome });
			}
		}
	}

	/** Once the simulation has told the fee: the operator's share must pay it. */
	#worthIt(prepared: PreparedAction, { view }: Situation): Result<PreparedAction, ActError> {
		if (prepared.action.kind !== 'fill') return ok(prepared);
		const fee = feeInUsdc(view, prepared.maxFee);
		const share = prepared.receipt?.fee;
		if (share !== undefined && fee !== undefined && share >= fee) return ok(prepared);
		const detail = `a share of ${share ?? 'unknown'} does not pay a fee of ${fee ?? 'unknown'} (USDC/1e7)`;
		return err({ kind: 'refused', refusal: { kind: 'profit-too-low', detail } });
	}

	/** A lost answer does not tell whether the transaction was queued: its fate is followed as if it were. */
	async #send(
		prepared: PreparedAction,
		before: Account | undefined,
		ledger: number
	): Promise<Result<null, ActError>> {
		const sent = await this.#ports.executor.send(prepared, this.#signal);
		if (!sent.ok && !mayBeQueued(sent.error)) return sent;
		this.#pending = { sent: prepared, before };
		const { action, hash, maxFee } = prepared;
		this.#events.feed({ kind: 'sent', ledger, action, hash, maxFee });
		if (!sent.ok) this.#outcome(prepared, outcomeOfError(action, sent.error, before), ledger);
		return ok(null);
	}

	#outcome({ action, hash }: PreparedAction, outcome: Outcome, ledger: number): void {
		this.#events.feed({ kind: 'outcome', ledger, action, hash, outcome });
	}

	/** One line when an account appears or changes sides, none while it only drifts. */
	#tellSightings(before: Book, situation: Situation): void {
		const { ledger } = situation.view;
		for (const [user, account] of this.#book) {
			const sighting = sightingOf(user, account, situation);
			const text = `${sighting.state} ${sighting.auctionFrom ?? ''}`;
			if (this.#told.isNews(`saw ${user}`, text)) {
				this.#events.feed({ kind: 'saw', ledger, sighting });
			}
		}
		for (const user of before.keys()) {
			if (!this.#book.has(user)) this.#told.isNews(`saw ${user}`, 'left');
		}
	}

	#tellDecisions(decisions: readonly Decision[], situation: Situation): void {
		for (const decision of decisions) {
			const account = this.#book.get(decision.user);
			if (account === undefined) continue;
			// while a transaction is on its way, the same decision falls again each ledger
			if (!this.#told.isNews(`decided ${decision.user}`, gist(decision))) continue;
			const sighting = sightingOf(decision.user, account, situation);
			this.#events.feed({ kind: 'decided', ledger: situation.view.ledger, sighting, decision });
		}
	}

	#publish(decisions: readonly Decision[], situation: Situation): void {
		const { ledger, closedAt } = situation.view;
		const byUser = new Map(decisions.map((decision) => [decision.user, decision]));
		const accounts = [...this.#book].map(([user, account]) => ({
			...sightingOf(user, account, situation),
			decision: byUser.get(user)
		}));
		const hash = this.#pending?.sent.hash;
		const phase: Phase = hash === undefined ? { kind: 'scanning' } : { kind: 'acting', hash };
		this.#emit(phase, { ledger, closedAt, accounts });
	}

	#trouble(error: ReadError): void {
		const { ledger } = this.#snapshot;
		if (this.#snapshot.phase.kind !== 'backing-off') {
			this.#events.feed({ kind: 'trouble', ledger, error });
		}
		this.#emit({ kind: 'backing-off', because: error });
	}

	#emit(phase: Phase, seen: Partial<Snapshot> = {}): void {
		this.#snapshot = { ...this.#snapshot, ...seen, phase, seq: this.#snapshot.seq + 1 };
		this.#events.snapshot(this.#snapshot);
	}
}

const mayBeQueued = ({ kind }: ActError): boolean => kind === 'unreachable' || kind === 'malformed';
