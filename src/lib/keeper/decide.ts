import { auctionAge, DELETABLE_AGE, type AuctionData } from '#lib/blend/auction.ts';
import { choosePercent } from '#lib/blend/choose-percent.ts';
import { isUnpriced, type Unpriced } from '#lib/blend/position-health.ts';
import { usdc, type Usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { stoppedBy } from '#lib/vault/pause.ts';
import type { Decision, SkipReason, WaitReason } from './decision.ts';
import { earliestFill } from './earliest-fill.ts';
import { ineligible } from './eligibility.ts';
import { fillOutlook, type FillOutlook } from './fill-outlook.ts';
import { feeInUsdc, profitThatPays } from './market.ts';
import type { Policy } from './policy.ts';
import type { Opportunity } from './scan.ts';
import type { Situation } from './situation.ts';

const NO_USDC = usdc(0n);

/** What to do about an opportunity, from the facts of one ledger. What is unknown is never good news. */
export function decide(opportunity: Opportunity, situation: Situation, policy: Policy): Decision {
	const { user } = opportunity;
	const fee = opportunity.kind === 'auction' ? policy.expectedFillFee : policy.expectedCreateFee;
	const barred = ineligible(situation.view, policy, NO_USDC, fee);
	if (barred !== undefined) return skip(user, barred);
	switch (opportunity.kind) {
		case 'auction':
			return aboutAuction(user, opportunity.auction, situation, policy);
		case 'liquidatable':
			return aboutPosition(opportunity, situation, policy);
		case 'bad-debt':
			return { kind: 'clean-up', user, what: 'bad-debt' };
		case 'unknown':
			return skip(user, unpriced(opportunity.health));
	}
}

const skip = (user: string, reason: SkipReason): Decision => ({ kind: 'skip', user, reason });
const wait = (user: string, reason: WaitReason): Decision => ({ kind: 'wait', user, reason });

const unpriced = (health: Unpriced): SkipReason =>
	health.kind === 'unpriced' ? { kind: 'no-price', asset: health.asset } : health;

/** Why the vault would refuse every fill of an auction with these assets, for a while. */
function paused({ view }: Situation, assets: readonly string[]): SkipReason | undefined {
	const { vault, pool, closedAt } = view;
	const pause = stoppedBy(vault.pauses, closedAt, pool.contract, assets);
	return pause && { kind: 'paused', pause };
}

/** Why the vault cannot trade an asset now. */
function hindrance(asset: string, situation: Situation): SkipReason | undefined {
	const { market } = situation;
	const stopped = paused(situation, [asset]);
	if (stopped !== undefined) return stopped;
	if (!market.prices.has(asset)) return { kind: 'no-price', asset };
	const routed = asset === market.usdc || market.routes.some(({ token }) => token === asset);
	return routed ? undefined : { kind: 'no-route', asset };
}

type MissingNow = Extract<WaitReason, { kind: 'until-profitable' }>['missing'];
type Never = Extract<ReturnType<typeof earliestFill>, { kind: 'never' }>['last'];
const neverReason = (last: Never): SkipReason =>
	'kind' in last && last.kind === 'no-price'
		? { kind: 'no-price', asset: last.asset }
		: { kind: 'never-profitable', last };

/** Create, if the pool would accept it now and the vault could fill it some day. */
function aboutPosition(
	{ user, positions }: Extract<Opportunity, { kind: 'liquidatable' }>,
	situation: Situation,
	policy: Policy
): Decision {
	const { view, reserves, prices, market } = situation;
	const stopped = paused(situation, []);
	if (stopped !== undefined) return skip(user, stopped);
	const { maxPositions } = view.pool.config;
	const choice = choosePercent(
		{ positions, reserves, prices, maxPositions },
		(asset) => hindrance(asset, situation) === undefined
	);
	if (isUnpriced(choice)) return skip(user, unpriced(choice));
	if (choice.kind !== 'chosen') {
		const held = reserves.filter(
			(_, index) => positions.collateral.has(index) || positions.liabilities.has(index)
		);
		const [hindered] = held.flatMap(({ asset }) => hindrance(asset, situation) ?? []);
		return skip(user, hindered ?? { kind: choice.kind });
	}
	const least = leastProfit(view, policy);
	if (!least.ok) return skip(user, least.error);
	// created in the next ledger, it starts in the one after
	const startLedger = view.ledger + 2;
	const { bid, lot } = choice.model;
	const filled = earliestFill(market, { bid, lot, startLedger }, startLedger, least.value);
	if (filled.kind === 'never') return skip(user, neverReason(filled.last));
	const { legs, percent, band } = choice;
	return { kind: 'create', user, legs, percent, band, fairAge: filled.ledger - startLedger };
}

/** Fill as soon as the vault's floors pass and the operator's share pays the fee; not a ledger earlier. */
function aboutAuction(
	user: string,
	auction: AuctionData,
	situation: Situation,
	policy: Policy
): Decision {
	const { view, market } = situation;
	const age = auctionAge(auction, view.ledger);
	if (age < 0) return wait(user, { kind: 'not-started' });
	const stopped = paused(situation, [...auction.bid.keys(), ...auction.lot.keys()]);
	if (stopped !== undefined) return skip(user, stopped);
	const least = leastProfit(view, policy);
	if (!least.ok) return skip(user, least.error);
	const filled = earliestFill(market, auction, view.ledger, least.value);
	if (filled.kind === 'never') {
		return age >= DELETABLE_AGE
			? { kind: 'clean-up', user, what: 'delete-auction' }
			: skip(user, neverReason(filled.last));
	}
	const fairAge = filled.ledger - auction.startLedger;
	if (filled.ledger > view.ledger) {
		const now = fillOutlook(market, auction, filled.outlook.percent, view.ledger, least.value);
		const missing = whatIsMissing(now);
		return wait(user, {
			kind: 'until-profitable',
			ledger: filled.ledger,
			age,
			fairAge,
			missing,
			now: now.ok ? now.value : undefined,
			then: filled.outlook
		});
	}
	return fillNow(user, filled.outlook, least.value, view, policy);
}

function whatIsMissing(now: ReturnType<typeof fillOutlook>): MissingNow {
	if (!now.ok) {
		if (now.error.kind === 'empty-lot') return 'lot';
		const capped = now.error.kind === 'over-spend-limit' && now.error.by.kind !== 'means';
		return capped ? 'cap' : 'obstacle';
	}
	const { profit, misses } = now.value.economics;
	return profit < 0n ? 'loss' : (misses ?? 'obstacle');
}

function fillNow(
	user: string,
	outlook: FillOutlook,
	minProfit: Usdc,
	view: Situation['view'],
	policy: Policy
): Decision {
	const barred = ineligible(view, policy, outlook.economics.spent, policy.expectedFillFee);
	if (barred !== undefined) return skip(user, barred);
	return { kind: 'fill', user, outlook, minProfit };
}

/** Of the keeper's own wish and the fee that his share must pay the greater; unknown without a price for XLM. */
function leastProfit(view: Situation['view'], policy: Policy): Result<Usdc, SkipReason> {
	const fee = feeInUsdc(view, policy.expectedFillFee);
	if (fee === undefined) return err({ kind: 'no-price', asset: view.native });
	const paying = profitThatPays(fee, view.vault.params.feeBps);
	if (paying === undefined) return err({ kind: 'no-share' });
	return ok(paying > policy.minProfit ? paying : policy.minProfit);
}
