import { userOf, type Action } from '#lib/keeper/action.ts';
import { EMPTY_BOOK, withFacts, type Account, type Book } from '#lib/keeper/book.ts';
import { decide } from '#lib/keeper/decide.ts';
import type { Decision } from '#lib/keeper/decision.ts';
import { spendableOf } from '#lib/keeper/eligibility.ts';
import { sightingOf, type FeedItem } from '#lib/keeper/feed.ts';
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
	Trouble
} from '#lib/keeper/ports.ts';
import { rank } from '#lib/keeper/rank.ts';
import { scan } from '#lib/keeper/scan.ts';
import { situationOf, type Situation } from '#lib/keeper/situation.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import { watchList } from '#lib/keeper/watch.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { Lookout } from './lookout.ts';
import { Teller } from './teller.ts';

export interface EnginePorts {
	readonly reader: LedgerReader;
	readonly executor: Executor;
	readonly clock: Clock;
}
export interface EngineEvents {
	snapshot(snapshot: Snapshot): void;
	feed(item: FeedItem): void;
	/** The facts of a new ledger, before anything is decided on them. */
	facts?(view: LedgerView): void;
	/** The last word about a transaction. The next one is not sent before this has been taken note of. */
	settled?(sent: PreparedAction, outcome: Outcome, view: LedgerView): Promise<void>;
}

/** How an engine goes about its work. Left out: live, as the session account is, from nothing, for ever, never asleep. */
export interface EngineHabits {
	/** `dry`: simulates what it would send, and signs nothing. */
	readonly mode?: 'dry' | 'live';
	/** Makes the operator a signer of the session account, before anything else. */
	readonly coSigns?: boolean;
	/** Sent in an earlier life, its fate open. */
	readonly resume?: PreparedAction | undefined;
	/** From then on it begins nothing, and ends when nothing is on its way. */
	readonly windDown?: AbortSignal;
	/** How often this computer has slept. What was read or planned before a sleep is dropped. */
	readonly naps?: () => number;
}

/** A transaction whose fate is open. There is at most one: an account has one slot in the queue. */
interface Pending {
	readonly sent: PreparedAction;
	/** The user's account as it was when the decision fell. */
	readonly before: Account | undefined;
	/** Sent before this life or before a sleep: perhaps it never arrived. */
	readonly doubtful: boolean;
}

/** The keeper loop. Ends only when the signal aborts. Knows no platform: ports in, snapshots and feed out. */
export async function runEngine(
	ports: EnginePorts,
	policy: Policy,
	events: EngineEvents,
	signal: AbortSignal,
	habits: EngineHabits = {}
): Promise<void> {
	const engine = new Engine(ports, policy, events, signal, habits);
	while (!signal.aborted) {
		const pauseMs = await engine.step();
		if (engine.isDone) break;
		await ports.clock.sleep(pauseMs, engine.wakesOn);
	}
	engine.stopped();
}

class Engine {
	readonly #ports: EnginePorts;
	readonly #policy: Policy;
	readonly #events: EngineEvents;
	readonly #signal: AbortSignal;
	readonly #habits: EngineHabits;
	readonly #lookout: Lookout;
	readonly #teller: Teller;
	#book: Book = EMPTY_BOOK;
	#watched: readonly string[] = [];
	#pending: Pending | undefined;
	/** Looks since the last newer ledger. */
	#idleBeats = 0;
	#snapshot = INITIAL;
	/** One try in a life: what the network refuses once it refuses again. */
	#coSigning: boolean;

	constructor(
		ports: EnginePorts,
		policy: Policy,
		events: EngineEvents,
		signal: AbortSignal,
		habits: EngineHabits
	) {
		this.#habits = habits;
		this.#coSigning = habits.coSigns ?? false;
		this.#pending = habits.resume && { sent: habits.resume, before: undefined, doubtful: true };
		this.#ports = ports;
		this.#policy = policy;
		this.#events = events;
		this.#signal = signal;
		this.#lookout = new Lookout(ports.reader);
		this.#teller = new Teller((item) => {
			events.feed(item);
		});
	}

	get isDone(): boolean {
		return this.#isWindingDown && this.#pending === undefined;
	}

	/** What ends a pause early: the end, or, while nothing winds down yet, its beginning. */
	get wakesOn(): AbortSignal {
		const { windDown } = this.#habits;
		if (windDown === undefined || windDown.aborted) return this.#signal;
		return AbortSignal.any([this.#signal, windDown]);
	}

	get #isWindingDown(): boolean {
		return this.#habits.windDown?.aborted === true;
	}

	get #naps(): number {
		return this.#habits.naps?.() ?? 0;
	}

	/** Looks at the chain once and acts on it. Returns how long to pause, in milliseconds. */
	async step(): Promise<number> {
		if (this.#lookout.isLost && this.#snapshot.phase.kind !== 'backing-off') {
			this.#emit({ kind: 'starting' });
		}
		const naps = this.#naps;
		const facts = await this.#lookout.look(this.#watched, this.#pending?.sent, this.#signal);
		const { beatMs } = this.#policy;
		if (this.#signal.aborted) return beatMs;
		if (this.#naps !== naps) return this.#wokeUp();
		if (!facts.ok) return this.#trouble(facts.error);
		const { ledger } = facts.value.view;
		if (ledger <= this.#snapshot.ledger) return this.#nothingNew(ledger);
		this.#idleBeats = 0;
		await this.#takeIn(facts.value, naps);
		return beatMs;
	}

	/** What was asked before a sleep says nothing about now. Ask again, at once. */
	#wokeUp(): number {
		this.#pending &&= { ...this.#pending, doubtful: true };
		this.#emit({ kind: 'starting' });
		return 0;
	}

	async #takeIn(facts: Facts, naps: number): Promise<void> {
		const { view } = facts;
		this.#events.facts?.(view);
		this.#teller.unreadable(this.#lookout.takeIn(), view.ledger);
		const before = this.#book;
		this.#book = withFacts(this.#book, facts.users);
		const situation = situationOf(view);
		this.#watched = watchList(this.#book, situation, this.#policy);
		await this.#settle(facts);
		this.#teller.sightings(before, this.#book, situation);
		const decisions = rank(scan(this.#book, situation)).map((found) =>
			decide(found, situation, this.#policy)
		);
		this.#teller.decisions(decisions, this.#book, situation);
		if (this.#pending === undefined) await this.#act(decisions, situation, naps);
		this.#publish(decisions, situation);
	}

	/**
	 * One old answer is nothing: endpoints behind one name differ by a ledger. When no newer one comes for long, the endpoint stands
	 * still, or far behind, or the network began anew; what was learnt of later ledgers is then of no use.
	 */
	#nothingNew(found: number): number {
		this.#idleBeats += 1;
		if (this.#idleBeats < this.#policy.staleBeats) return this.#policy.beatMs;
		const seen = this.#snapshot.ledger;
		const pauseMs = this.#trouble({ kind: 'stale', seen, found });
		if (found < seen) this.#startAgain();
		return pauseMs;
	}

	#startAgain(): void {
		const pending = this.#pending?.sent;
		if (pending !== undefined) {
			this.#teller.outcome(pending, { kind: 'unknown' }, this.#snapshot.ledger);
		}
		this.#pending = undefined;
		this.#book = EMPTY_BOOK;
		this.#watched = [];
		this.#teller.startAgain();
		this.#idleBeats = 0;
		this.#lookout.lose();
		const { ledger, closedAt, accounts } = INITIAL;
		this.#emit(this.#snapshot.phase, { ledger, closedAt, accounts });
	}

	stopped(): void {
		this.#emit({ kind: 'stopped' });
	}

	/** Tells what became of the transaction on its way, once the chain knows. */
	async #settle({ view, pending: fate }: Facts): Promise<void> {
		const pending = this.#pending;
		if (pending === undefined || fate === undefined) return;
		const { sent, before } = pending;
		const after = this.#book.get(userOf(sent.action));
		const source = view.session.account;
		const outcome = outcomeOfFate(sent, fate, view.ledger, source, before, after);
		if (outcome === undefined) {
			await this.#keepWaiting(pending, view.ledger);
			return;
		}
		this.#pending = undefined;
		this.#teller.settled(sent, outcome, view.ledger);
		await this.#events.settled?.(sent, outcome, view);
	}

	async #keepWaiting(pending: Pending, ledger: number): Promise<void> {
		const { sent, doubtful } = pending;
		if (doubtful) {
			this.#pending = { ...pending, doubtful: false };
			await this.#ports.executor.resend?.(sent.hash, this.#signal);
		} else {
			this.#teller.outbid(sent, ledger);
		}
	}

	/** Carries out the first decision that asks for it. */
	async #act(decisions: readonly Decision[], situation: Situation, naps: number): Promise<void> {
		const { view } = situation;
		const mayAct = () => !this.#isStopped() && this.#naps === naps;
		const planned = decisions.map((decision) => plan(decision, view.pool.contract));
		for (const action of [this.#coSignature(view), ...planned]) {
			if (action === undefined) continue;
			if (!mayAct()) return;
			const before = this.#book.get(userOf(action));
			const prepared = await this.#ports.executor.prepare(action, view, this.#signal);
			if (!mayAct()) return;
			const sendable = prepared.ok ? this.#worthIt(prepared.value, situation) : prepared;
			const sent = sendable.ok
				? await this.#carryOut(sendable.value, before, view.ledger)
				: sendable;
			if (sent.ok) return;
			const outcome = outcomeOfError(action, sent.error, before);
			const hash = prepared.ok ? prepared.value.hash : undefined;
			this.#teller.notSent(userOf(action), action, hash, outcome, view.ledger);
		}
	}

	/** Due if the account is there, can pay for it, and has no such signer. */
	#coSignature({ session, bid }: LedgerView): Action | undefined {
		const { account } = session;
		if (!this.#coSigning || account === undefined || account.coSigned) return undefined;
		if (spendableOf(account, this.#policy) < bid + this.#policy.subentryReserve) return undefined;
		this.#coSigning = false;
		return { kind: 'co-sign', user: session.session };
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

	/** Sends it; in a dry run only says so. */
	async #carryOut(
		prepared: PreparedAction,
		before: Account | undefined,
		ledger: number
	): Promise<Result<null, ActError>> {
		if (this.#habits.mode !== 'dry') return this.#send(prepared, before, ledger);
		this.#teller.rehearsed(prepared, ledger);
		return ok(null);
	}

	/** A lost answer does not tell whether the transaction was queued: its fate is followed as if it were. */
	async #send(
		prepared: PreparedAction,
		before: Account | undefined,
		ledger: number
	): Promise<Result<null, ActError>> {
		const sent = await this.#ports.executor.send(prepared, this.#signal);
		if (!sent.ok && !mayBeQueued(sent.error)) return sent;
		this.#pending = { sent: prepared, before, doubtful: false };
		this.#teller.sent(prepared, ledger);
		if (!sent.ok) {
			const outcome = outcomeOfError(prepared.action, sent.error, before);
			this.#teller.outcome(prepared, outcome, ledger);
		}
		return ok(null);
	}

	/** A call, as the answer changes while somebody else is awaited. */
	#isStopped(): boolean {
		return this.#signal.aborted || this.#isWindingDown;
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

	/** Returns how long to pause: what an endpoint asks for, within reason. */
	#trouble(error: Trouble): number {
		const { phase, ledger } = this.#snapshot;
		if (phase.kind !== 'backing-off') this.#teller.trouble(error, ledger);
		this.#emit({ kind: 'backing-off', because: error });
		const { backOffMs, maxRetryMs } = this.#policy;
		const asked = error.kind === 'rate-limited' ? error.retryAfterMs : 0;
		return Math.max(backOffMs, Math.min(asked, maxRetryMs));
	}

	#emit(phase: Phase, seen: Partial<Snapshot> = {}): void {
		this.#snapshot = { ...this.#snapshot, ...seen, phase, seq: this.#snapshot.seq + 1 };
		this.#events.snapshot(this.#snapshot);
	}
}

const mayBeQueued = ({ kind }: ActError): boolean => kind === 'unreachable' || kind === 'malformed';
