import { stroops, type Stroops, type Usdc } from '#lib/math/amount.ts';
import { usable } from '#lib/session/usable.ts';
import type { SkipReason } from './decision.ts';
import type { Policy } from './policy.ts';
import type { LedgerView, SessionAccount } from './view.ts';

/** What an account can pay fees with: all above its reserve. May be negative. */
export const spendableOf = (
	{ balance, subentries }: Pick<SessionAccount, 'balance' | 'subentries'>,
	policy: Pick<Policy, 'accountReserve' | 'subentryReserve'>
): Stroops =>
	stroops(balance - policy.accountReserve - policy.subentryReserve * BigInt(subentries));

/** Why this keeper may not act at all, or not with so much USDC; `undefined` = it may. */
export function ineligible(
	view: LedgerView,
	policy: Policy,
	spent: Usdc,
	fee: Stroops
): SkipReason | undefined {
	const { session, vault, pool, closedAt } = view;
	if (!vault.open) return { kind: 'vault-not-open' };
	if (!vault.poolAllowed) return { kind: 'pool-not-allowed' };
	if (session.operatorEpoch === undefined) return { kind: 'session', reason: 'not-registered' };
	const use = usable(session.delegation, {
		operatorEpoch: session.operatorEpoch,
		now: closedAt,
		pool: pool.contract,
		usdcIn: spent
	});
	if (use.kind === 'refused') return { kind: 'session', reason: use.reason };
	if (session.account === undefined) return { kind: 'session', reason: 'no-account' };
	const spendable = spendableOf(session.account, policy);
	return spendable < fee ? { kind: 'out-of-xlm', needed: fee, spendable } : undefined;
}
