import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { KeeperExecutor } from '#lib/chain/keeper-executor.ts';
import type { SessionScope } from '#lib/chain/keeper-view.ts';
import { sessionGlance, type SessionGlance } from '#lib/chain/session-glance.ts';
import { fateOf } from '#lib/chain/transaction-fate.ts';
import type { Chore } from '#lib/keeper/action.ts';
import { outcomeOfError, outcomeOfFate, type Outcome } from '#lib/keeper/outcome.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type { Clock, PreparedAction, ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { Books } from './books.ts';
import type { OwnJournal } from './intent-journal.ts';

/** What an errand of a session key takes. */
export interface ErrandTerms {
	readonly rpc: JsonRpc;
	readonly scope: SessionScope;
	readonly policy: Policy;
	readonly executor: KeeperExecutor;
	readonly journal: OwnJournal;
	readonly books: Books;
	readonly clock: Clock;
}

/** Answers in a row that could not be used, after which it is given up. What was sent stays in the journal. */
const PATIENCE = 10;

/** Reads the session until it is there. */
export async function glanceAt(
	{ rpc, scope, policy, clock }: ErrandTerms,
	hash: string | undefined,
	signal: AbortSignal
): Promise<Result<SessionGlance, string>> {
	let last: ReadError | undefined;
	for (let tries = 0; tries < PATIENCE && !signal.aborted; tries += 1) {
		const glance = await sessionGlance(rpc, scope, policy, hash, signal);
		if (glance.ok) return glance;
		last = glance.error;
		await clock.sleep(policy.backOffMs, signal);
	}
	return err(last === undefined ? 'given up' : describe(last));
}

/** One transaction about the session itself, sent and followed to its end. Only success is a success. */
export async function runErrand(
	terms: ErrandTerms,
	action: Chore,
	signal: AbortSignal
): Promise<Result<Outcome, string>> {
	const { executor, books, scope } = terms;
	const glance = await glanceAt(terms, undefined, signal);
	if (!glance.ok) return glance;
	const prepared = await executor.prepare(action, glance.value, signal);
	const sent = prepared.ok ? await executor.send(prepared.value, signal) : prepared;
	if (!prepared.ok || !sent.ok) {
		const error = prepared.ok ? sent : prepared;
		if (error.ok) return err('it was not sent');
		// a lost answer does not tell whether it was queued
		const lost = prepared.ok && /^(unreachable|malformed)$/.test(error.error.kind);
		if (!lost) return ok(outcomeOfError(action, error.error, undefined));
	}
	await books.sent(prepared.value, scope.session, glance.value);
	return follow(terms, prepared.value, signal);
}

/** Waits for the last word about a transaction that was sent, now or in an earlier life, and books it. */
export async function follow(
	terms: ErrandTerms,
	sent: PreparedAction,
	signal: AbortSignal
): Promise<Result<Outcome, string>> {
	const { scope, policy, journal, books, clock } = terms;
	for (;;) {
		const glance = await glanceAt(terms, sent.hash, signal);
		if (!glance.ok) return glance;
		const outcome = outcomeAt(sent, glance.value, scope);
		if (outcome !== undefined) {
			await books.settled(sent.hash, outcome, signal);
			await journal.drop(sent.hash);
			return ok(outcome);
		}
		await clock.sleep(policy.beatMs, signal);
		if (signal.aborted) return err('given up');
	}
}

function outcomeAt(
	sent: PreparedAction,
	{ ledger, session, state }: SessionGlance,
	{ network }: SessionScope
): Outcome | undefined {
	const fate = state && fateOf(state, ledger, network);
	if (fate === undefined) return undefined;
	const merged = sent.action.kind === 'sweep' && session.account === undefined;
	// the account is gone and its transaction not served yet: wait for it as long as it may take
	if (merged && fate.kind === 'not-found' && ledger + 1 < sent.maxLedger) return undefined;
	return outcomeOfFate(sent, fate, ledger, session.account, undefined, undefined);
}

function describe(error: ReadError): string {
	switch (error.kind) {
		case 'unreachable':
		case 'malformed':
			return error.detail;
		case 'rate-limited':
			return 'the endpoint limits requests';
		case 'rpc-error':
			return `${error.message} (${error.code})`;
	}
}
