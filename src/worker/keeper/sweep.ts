import type { SessionGlance } from '#lib/chain/session-glance.ts';
import { spendableOf } from '#lib/keeper/eligibility.ts';
import { explainOutcome } from '#lib/keeper/explain.ts';
import type { Outcome } from '#lib/keeper/outcome.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { SweepError } from '../protocol.ts';
import { follow, glanceAt, runErrand, type ErrandTerms } from './errand.ts';

type SweepResult = Result<null, Extract<SweepError, { kind: 'failed' }>>;

const failed = (step: 'revoke' | 'merge', detail: string): SweepResult =>
	err({ kind: 'failed', step, detail });

/**
 * Ends a session by its own key: revokes the delegation, then merges the account into the operator's. What is on its way is
 * followed to its end first. Can be begun again after any failure: whatever is done already is not done twice.
 */
export async function sweepSession(terms: ErrandTerms, signal: AbortSignal): Promise<SweepResult> {
	const open = await terms.journal.open();
	if (open !== undefined) {
		const ended = await follow(terms, open, signal);
		if (!ended.ok) return failed('revoke', ended.error);
	}
	const glance = await glanceAt(terms, undefined, signal);
	if (!glance.ok) return failed('revoke', glance.error);
	if (glance.value.session.account === undefined) return ok(null);
	if (mustRevoke(glance.value, terms.policy)) {
		const revoked = await persistently(terms, 'revoke', signal);
		if (!revoked.ok) return failed('revoke', revoked.error);
		const { value: outcome } = revoked;
		const gone = outcome.kind === 'rejected' && outcome.refusal.kind === 'no-session';
		if (outcome.kind !== 'won' && !gone) return failed('revoke', explainOutcome(outcome));
	}
	return merge(terms, signal);
}

/** What missed its ledgers, or was refused at the door, cost nothing and is tried again. */
async function persistently(
	terms: ErrandTerms,
	kind: 'revoke' | 'sweep',
	signal: AbortSignal
): Promise<Result<Outcome, string>> {
	for (let tries = 1; ; tries += 1) {
		const done = await runErrand(terms, { kind, user: terms.scope.session }, signal);
		if (!done.ok || tries === MOST_TRIES || !isWorthAnother(done.value)) return done;
		await terms.clock.sleep(terms.policy.beatMs, signal);
	}
}

const MOST_TRIES = 3;
const isWorthAnother = (outcome: Outcome): boolean =>
	outcome.kind === 'expired' ||
	outcome.kind === 'network' ||
	outcome.kind === 'not-signed' ||
	(outcome.kind === 'rejected' && outcome.refusal.kind === 'network-refused');

/** A key without the means to revoke merges all the same: without its account it can do nothing. */
function mustRevoke({ session, bid }: SessionGlance, policy: Policy): boolean {
	const { account, delegation, operatorEpoch } = session;
	if (account === undefined || delegation === undefined) return false;
	if (delegation.epoch !== operatorEpoch) return false;
	// what is left must pay for the merge too
	return spendableOf(account, policy) >= policy.expectedCreateFee + 2n * bid;
}

/** Never in the ledger that created the account: whoever read it there sends in a later one. */
async function merge(terms: ErrandTerms, signal: AbortSignal): Promise<SweepResult> {
	const glance = await glanceAt(terms, undefined, signal);
	if (!glance.ok) return failed('merge', glance.error);
	const { session, bid } = glance.value;
	if (session.account === undefined) return ok(null);
	if (spendableOf(session.account, terms.policy) < bid) {
		const detail = 'the session account cannot pay the fee: merge it with the operator’s wallet';
		return failed('merge', detail);
	}
	const swept = await persistently(terms, 'sweep', signal);
	if (!swept.ok) return failed('merge', swept.error);
	return swept.value.kind === 'won' ? ok(null) : failed('merge', explainOutcome(swept.value));
}
