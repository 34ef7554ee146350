import { userOf } from '#lib/keeper/action.ts';
import { shortAddress } from '#lib/keeper/explain.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import type { SentTransaction } from './receipts.ts';
import { keeperShareOf, profitOf, type KeeperReport, type Report } from './report.ts';

const money = (amount: bigint): string => `${formatFixed(amount, 7, 7)} USDC`;
const xlm = (amount: bigint): string => `${formatFixed(amount, 7, 7)} XLM`;
const sharePrice = (price: bigint): string => formatFixed(price, 12, 12);

/** The table at the end: who won what, and what it cost whom. */
export function table(report: Report): string {
	const { before, after, vested, fills, keepers, checks } = report;
	const failed = checks.filter(({ holds }) => !holds);
	const rows: (readonly [string, string])[] = [
		...fills.flatMap(fillRows),
		['profit', money(profitOf(report))],
		['vault share', money(profitOf(report) - keeperShareOf(report))],
		['keeper share', money(keeperShareOf(report))],
		...keepers.map((keeper) => [`fees of ${keeper.name}`, feesOf(keeper)] as const),
		['share price before', sharePrice(before.vault.sharePrice)],
		['            after', sharePrice(after.vault.sharePrice)],
		['            vested', sharePrice(vested.vault.sharePrice)],
		['checks', `${checks.length - failed.length} of ${checks.length} hold on chain`]
	];
	const width = Math.max(...rows.map(([label]) => label.length));
	const lines = rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
	return [...lines, ...failed.map(({ claim, found }) => `  FAILED: ${claim} (${found})`)].join(
		'\n'
	);
}

function fillRows(fill: SentTransaction): readonly (readonly [string, string])[] {
	const rows = [
		['winner', `${fill.keeper} (auction of ${shortAddress(userOf(fill.action))})`],
		['auction age', String(fill.receipt?.age ?? 'unknown')]
	] as const;
	return rows;
}

function feesOf({ fees, sent, wins }: KeeperReport): string {
	const lost = sent.filter((one) => one.ledger !== undefined && !one.succeeded).length;
	const count = sent.filter((one) => one.ledger !== undefined).length;
	const verdict = wins > 0 ? 'winner' : 'loser';
	return `${xlm(fees)} for ${count} transactions, ${lost} of them failed (${verdict})`;
}

/** bigints as decimal strings, so that nothing is rounded. */
export const toJson = (value: unknown): string =>
	JSON.stringify(
		value,
		(_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item),
		'\t'
	);
