import { csvText, type CsvColumn } from '#lib/math/csv-text.ts';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import { movePriceFloor } from './move-price.ts';
import type { EventPlace, VaultFill, VaultMove } from './vault-event.ts';

const amount = (raw: bigint): string => formatDecimal(raw, 7);
const price = (raw: bigint | undefined): string | undefined =>
	raw === undefined ? undefined : formatDecimal(raw, 12);
const PLACE: readonly CsvColumn<EventPlace>[] = [
	['time_utc', ({ at }) => new Date(at * 1_000).toISOString()],
	['ledger', ({ ledger }) => ledger.toString()],
	['transaction', ({ hash }) => hash]
];

const MOVES: readonly CsvColumn<VaultMove>[] = [
	...PLACE,
	['what', ({ kind }) => kind],
	['account', ({ account }) => account],
	['usdc', ({ assets }) => amount(assets)],
	['shares', ({ shares }) => amount(shares)],
	['share_price_usdc', (move) => price(movePriceFloor(move))]
];

const FILLS: readonly CsvColumn<VaultFill>[] = [
	...PLACE,
	['pool', ({ pool }) => pool],
	['user', ({ user }) => user],
	['operator', ({ operator }) => operator],
	['session', ({ session }) => session],
	['auction_type', ({ auctionType }) => auctionType.toString()],
	['percent', ({ percent }) => percent.toString()],
	['start_ledger', ({ startLedger }) => startLedger.toString()],
	['spent_usdc', ({ spent }) => amount(spent)],
	['profit_usdc', ({ profit }) => amount(profit)],
	['vault_share_usdc', ({ profit, fee }) => amount(profit - fee)],
	['operator_share_usdc', ({ fee }) => amount(fee)]
];

/** Deposits and withdrawals as RFC 4180 text: decimal strings with a point, ISO times. */
export const movesCsv = (moves: readonly VaultMove[]): string => csvText(MOVES, moves);

/** Fills, likewise. */
export const fillsCsv = (fills: readonly VaultFill[]): string => csvText(FILLS, fills);
