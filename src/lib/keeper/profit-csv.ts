import { csvText, type CsvColumn } from '#lib/math/csv-text.ts';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import type { LedgerRow } from './ledger-row.ts';
import { rowFeeInUsdc, rowNet } from './row-net.ts';

const amount = (raw: bigint | undefined): string | undefined =>
	raw === undefined ? undefined : formatDecimal(raw, 7);

const COLUMNS: readonly CsvColumn<LedgerRow>[] = [
	['time_utc', ({ at }) => new Date(at * 1_000).toISOString()],
	['ledger', ({ ledger }) => ledger.toString()],
	['transaction', ({ hash }) => hash],
	['pool', ({ pool }) => pool],
	['user', ({ user }) => user],
	['action', ({ action }) => action],
	['outcome', ({ outcome }) => outcome],
	['percent', ({ percent }) => percent?.toString()],
	['spent_usdc', ({ spent }) => amount(spent)],
	['received_usdc', (row) => amount(received(row))],
	['profit_usdc', ({ profit }) => amount(profit)],
	['vault_share_usdc', ({ vaultShare }) => amount(vaultShare)],
	['operator_share_usdc', ({ operatorShare }) => amount(operatorShare)],
	['fee_xlm', ({ fee }) => amount(fee)],
	['xlm_price_usdc', ({ xlmPrice }) => amount(xlmPrice)],
	['fee_usdc', (row) => amount(rowFeeInUsdc(row))],
	['net_usdc', (row) => amount(rowNet(row))],
	['confirmations', ({ confirmations }) => confirmations.toString()]
];

/** USDC that the lots brought: what was spent on the bids and the profit on top. */
export const received = ({ spent, profit }: LedgerRow): bigint | undefined =>
	spent === undefined || profit === undefined ? undefined : spent + profit;

/** The profit ledger as RFC 4180 text: decimal strings with a point, ISO times, an empty cell for what is not known. */
export const profitCsv = (rows: readonly LedgerRow[]): string => csvText(COLUMNS, rows);
