import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { testimony } from '#lib/chain/witness.ts';
import type { LedgerRow } from '#lib/keeper/ledger-row.ts';
import type { LogItem } from '#lib/keeper/log-line.ts';
import { feeInUsdc } from '#lib/keeper/market.ts';
import type { Outcome } from '#lib/keeper/outcome.ts';
import type { PreparedAction } from '#lib/keeper/ports.ts';
import { bookedRow, openRow, unappliedRow } from '#lib/keeper/row.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import type { Network } from '#lib/networks.ts';
import type { Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from '#lib/storage/key-value.ts';
import { deleteRow, readRows, writeRow, type RowsOwner } from '#lib/storage/ledger-rows.ts';

/** One XLM in stroops. */
const XLM = 10_000_000n;
/** Looks after which a single endpoint's word must do, as the others stay silent. */
const PATIENCE_SILENT = 3;
/** Looks after which a transaction that endpoints do not agree on is called unknown. */
const PATIENCE_OPEN = 60;
/** Rows looked at in one ledger. */
const MOST_AT_ONCE = 4;

export interface BooksTerms {
	readonly records: KeyValue;
	readonly owner: RowsOwner;
	readonly network: Network;
	/** Each endpoint by itself. */
	readonly witnesses: readonly JsonRpc[];
	readonly tell: (item: LogItem) => void;
	readonly changed: () => void;
}

type When = Pick<LedgerView, 'ledger' | 'closedAt'>;

/** The ledger of attempts: one row each, appended when it is sent, completed once the chain's word is confirmed. */
export class Books {
	readonly #terms: BooksTerms;
	#rows: readonly LedgerRow[] = [];
	/** What the engine made of those that are not confirmed yet. */
	readonly #claims = new Map<string, Outcome['kind']>();
	readonly #looks = new Map<string, number>();
	/** On their way: nothing to confirm yet. */
	readonly #underway = new Set<string>();
	#xlmPrice: bigint | undefined;
	#ledger = 0;
	#reviewing = false;

	constructor(terms: BooksTerms) {
		this.#terms = terms;
	}

	/** Newest first. */
	get rows(): readonly LedgerRow[] {
		return this.#rows;
	}

	async load(): Promise<void> {
		const read = await readRows(this.#terms.records, this.#terms.owner);
		this.#noteTrouble(read);
		if (!read.ok) return;
		this.#rows = read.value.rows;
		if (read.value.damaged === 0) return;
		const detail = `${read.value.damaged} rows of the profit ledger are damaged and left out`;
		this.#terms.tell({ kind: 'storage', ledger: this.#ledger, detail });
	}

	/** Something was sent, now or in an earlier life. */
	async sent(
		prepared: Pick<PreparedAction, 'action' | 'hash'>,
		session: string,
		at: When
	): Promise<void> {
		this.#underway.add(prepared.hash);
		if (this.#rows.some(({ hash }) => hash === prepared.hash)) return;
		await this.#write(openRow(prepared, session, at));
	}

	/** The engine knows what became of it. What never happened is booked at once, what did once it is confirmed. */
	async settled(hash: string, outcome: Outcome, signal: AbortSignal): Promise<void> {
		this.#underway.delete(hash);
		const row = this.#rows.find((one) => one.hash === hash);
		if (row === undefined) return;
		if (outcome.kind === 'expired') await this.#write(unappliedRow(row));
		else if (outcome.kind === 'unknown') await this.#write({ ...row, outcome: 'unknown' });
		else {
			this.#claims.set(hash, outcome.kind);
			await this.review(signal);
		}
	}

	/** A new ledger: its price of XLM counts for what is booked now. */
	facts(view: LedgerView): void {
		this.#xlmPrice = feeInUsdc(view, XLM);
		this.#ledger = view.ledger;
	}

	/** Rows of ledgers that have not been yet belong to an embedded network that was begun anew. */
	async forgetOtherWorlds(ledger: number): Promise<void> {
		if (this.#terms.network.rpc.length > 0) return;
		const strange = this.#rows.filter((row) => row.ledger > ledger);
		if (strange.length === 0) return;
		this.#rows = this.#rows.filter((row) => row.ledger <= ledger);
		for (const { hash } of strange) {
			this.#noteTrouble(await deleteRow(this.#terms.records, this.#terms.owner, hash));
		}
		this.#terms.changed();
	}

	/** Asks the endpoints, each by itself, about what is not confirmed yet. */
	async review(signal: AbortSignal): Promise<void> {
		if (this.#reviewing) return;
		this.#reviewing = true;
		const open = this.#rows.filter(
			({ hash, outcome }) => outcome === 'open' && !this.#underway.has(hash)
		);
		for (const row of open.slice(0, MOST_AT_ONCE)) await this.#confirm(row, signal);
		this.#reviewing = false;
	}

	async #confirm(row: LedgerRow, signal: AbortSignal): Promise<void> {
		const { witnesses, network } = this.#terms;
		const looks = (this.#looks.get(row.hash) ?? 0) + 1;
		this.#looks.set(row.hash, looks);
		const said = await testimony(witnesses, row.hash, network, signal);
		if (signal.aborted) return;
		if (said.kind === 'open') {
			if (looks >= PATIENCE_OPEN) await this.#write({ ...row, outcome: 'unknown' });
			return;
		}
		const { fate, confirmations, silent } = said;
		if (confirmations < 2 && silent > 0 && looks < PATIENCE_SILENT) return;
		const claim = this.#claims.get(row.hash);
		const { ledger, feeCharged } = fate;
		const succeeded = fate.kind === 'succeeded';
		await this.#write(
			bookedRow(row, {
				outcome: succeeded ? 'won' : claim === undefined || claim === 'won' ? 'rejected' : claim,
				ledger,
				fee: feeCharged,
				receipt: succeeded ? fate.receipt : undefined,
				xlmPrice: this.#xlmPrice,
				confirmations
			})
		);
	}

	async #write(row: LedgerRow): Promise<void> {
		const others = this.#rows.filter(({ hash }) => hash !== row.hash);
		this.#rows = [row, ...others].toSorted((a, b) => b.at - a.at || b.ledger - a.ledger);
		if (row.outcome !== 'open') {
			this.#claims.delete(row.hash);
			this.#looks.delete(row.hash);
		}
		this.#terms.changed();
		this.#noteTrouble(await writeRow(this.#terms.records, this.#terms.owner, row));
	}

	#noteTrouble(result: Result<unknown, StorageError>): void {
		if (result.ok) return;
		const { detail } = result.error;
		this.#terms.tell({ kind: 'storage', ledger: this.#ledger, detail });
	}
}
