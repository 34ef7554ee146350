import type { Books } from './books.ts';
import type { Racer } from './race.ts';
import type { SentTransaction } from './receipts.ts';

/** One claim about the run, held against the state of the chain. */
export interface Check {
	readonly claim: string;
	readonly holds: boolean;
	readonly found: string;
}

export interface KeeperReport {
	readonly name: string;
	readonly operator: string;
	readonly session: string;
	readonly wins: number;
	/** Stroops charged for all its transactions. */
	readonly fees: bigint;
	/** USDC owed to the operator by this race. */
	readonly reward: bigint;
	readonly requests: number;
	readonly sent: readonly SentTransaction[];
}

export interface Report {
	readonly keepers: readonly KeeperReport[];
	readonly before: Books;
	readonly after: Books;
	readonly vested: Books;
	/** Fills that succeeded, in the order of their ledgers. */
	readonly fills: readonly SentTransaction[];
	/** Losing fills that the chain applied in the ledger of a winning one. */
	readonly lostInSameLedger: readonly SentTransaction[];
	readonly checks: readonly Check[];
}

export function reportOf(
	racers: readonly Racer[],
	sent: readonly (readonly SentTransaction[])[],
	books: Pick<Report, 'before' | 'after' | 'vested'>
): Report {
	const keepers = racers.map((racer, index): KeeperReport => {
		const own = sent[index] ?? [];
		return {
			name: racer.party.name,
			operator: racer.party.operator.address,
			session: racer.party.session.address,
			wins: own.filter(isWin).length,
			fees: own.reduce((sum, one) => sum + one.feeCharged, 0n),
			reward: delta(books, index, 'reward'),
			requests: racer.rpc.posts,
			sent: own
		};
	});
	const all = sent.flat();
	const fills = all.filter(isWin).toSorted((a, b) => (a.ledger ?? 0) - (b.ledger ?? 0));
	const winningLedgers = new Set(fills.map(({ ledger }) => ledger));
	const lostInSameLedger = all.filter(
		(one) => one.action.kind === 'fill' && !one.succeeded && winningLedgers.has(one.ledger)
	);
	const draft = { keepers, ...books, fills, lostInSameLedger };
	return { ...draft, checks: checksOf(draft) };
}

const isWin = (one: SentTransaction): boolean => one.action.kind === 'fill' && one.succeeded;

type Numbers = Omit<Report, 'checks'>;
type KeeperField = 'reward' | 'sessionXlm' | 'operatorXlm' | 'operatorUsdc' | 'profit';

function delta(
	{ before, after }: Pick<Report, 'before' | 'after'>,
	index: number,
	field: KeeperField
): bigint {
	return (after.keepers[index]?.[field] ?? 0n) - (before.keepers[index]?.[field] ?? 0n);
}

export const profitOf = ({ fills }: Numbers): bigint =>
	fills.reduce((sum, { receipt }) => sum + (receipt?.profit ?? 0n), 0n);
export const keeperShareOf = ({ fills }: Numbers): bigint =>
	fills.reduce((sum, { receipt }) => sum + (receipt?.fee ?? 0n), 0n);

/** What must be true, each from entries of the chain before and after. */
function checksOf(numbers: Numbers): readonly Check[] {
	const { before, after, vested, fills, keepers } = numbers;
	const profit = profitOf(numbers);
	const share = keeperShareOf(numbers);
	const feeBps = BigInt(before.vault.feeBps);
	const split = fills.reduce(
		(sum, { receipt }) => sum + ((receipt?.profit ?? 0n) * feeBps) / 10_000n,
		0n
	);
	return [
		equal('somebody won', fills.length > 0, true),
		equal(
			'each fill has a receipt',
			fills.every(({ receipt }) => receipt !== undefined),
			true
		),
		equal('the keepers’ share is the floor of the fee', share, split),
		equal(
			'the vault’s USDC rose by the profit',
			after.vault.balance - before.vault.balance,
			profit
		),
		equal('its books rose by the profit', after.vault.booked - before.vault.booked, profit),
		equal('it owes the keepers their share', after.vault.owed - before.vault.owed, share),
		equal(
			'once vested, the depositors own exactly the rest',
			vested.vault.totalAssets - before.vault.totalAssets - before.vault.unvested,
			profit - share
		),
		equal('no share was minted', vested.vault.totalShares, before.vault.totalShares),
		equal('the share price rose', vested.vault.sharePrice > before.vault.sharePrice, true),
		...keepers.flatMap((keeper, index) => keeperChecks(numbers, keeper, index))
	];
}

function keeperChecks(
	numbers: Numbers,
	{ name, fees, sent, wins }: KeeperReport,
	index: number
): readonly Check[] {
	const earned = sent.reduce((sum, { receipt }) => sum + (receipt?.fee ?? 0n), 0n);
	const realised = sent.reduce((sum, { receipt }) => sum + (receipt?.profit ?? 0n), 0n);
	const lost = sent.filter((one) => !one.succeeded && one.ledger !== undefined);
	return [
		equal(`${name}’s session lost nothing but fees`, delta(numbers, index, 'sessionXlm'), -fees),
		equal(`${name}’s operator lost no XLM`, delta(numbers, index, 'operatorXlm'), 0n),
		equal(`${name}’s operator lost no USDC`, delta(numbers, index, 'operatorUsdc'), 0n),
		equal(`${name} is owed its share and no more`, delta(numbers, index, 'reward'), earned),
		equal(`${name}’s record shows its profit`, delta(numbers, index, 'profit'), realised),
		equal(
			`${name}’s lost transactions failed and paid their fee (${lost.length} lost, ${wins} won)`,
			lost.every((one) => one.code === 'txFailed' && one.feeCharged > 0n),
			true
		)
	];
}

function equal<T extends bigint | boolean>(claim: string, found: T, expected: T): Check {
	return { claim, holds: found === expected, found: `found ${found}, expected ${expected}` };
}
