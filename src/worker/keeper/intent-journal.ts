import type { IntentJournal } from '#lib/chain/keeper-executor.ts';
import type { LogItem } from '#lib/keeper/log-line.ts';
import type { PreparedAction } from '#lib/keeper/ports.ts';
import { stroops } from '#lib/math/amount.ts';
import { err, ok } from '#lib/result.ts';
import {
	closeJournal,
	readJournal,
	writeJournal,
	type JournalOwner
} from '#lib/storage/journal.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';

export interface JournalTerms {
	readonly records: KeyValue;
	readonly owner: JournalOwner;
	readonly now: () => number;
	/** How often this computer has slept, as of now. */
	readonly naps: () => number;
	readonly tell: (item: LogItem) => void;
}

/** What this session key has on its way, where a closed tab does not lose it. */
export class OwnJournal implements IntentJournal {
	readonly #terms: JournalTerms;

	constructor(terms: JournalTerms) {
		this.#terms = terms;
	}

	/** What an earlier life left open. */
	async open(): Promise<PreparedAction | undefined> {
		const { records, owner, tell } = this.#terms;
		const read = await readJournal(records, owner);
		if (!read.ok) tell({ kind: 'storage', ledger: 0, detail: read.error.detail });
		if (!read.ok || read.value === undefined) return undefined;
		const { action, hash, maxFee, sequence, maxLedger, maxTime } = read.value;
		return {
			...{ action, hash, sequence, maxLedger, maxTime },
			envelope: '', // signed already: it is sent again as it is, or not at all
			maxFee: stroops(maxFee),
			receipt: undefined
		};
	}

	async keep(prepared: PreparedAction, xdr: string) {
		const { records, owner, now, naps } = this.#terms;
		const before = naps();
		const { action, hash, maxFee, sequence, maxLedger, maxTime } = prepared;
		const kept = await writeJournal(records, owner, {
			...{ hash, xdr, sequence, maxLedger, maxTime, action },
			maxFee,
			sentAt: now()
		});
		if (!kept.ok) return err(kept.error.detail);
		if (naps() === before) return ok(null);
		await this.drop(hash);
		return err('the computer slept meanwhile, so it was dropped');
	}

	async signed(hash: string): Promise<string | undefined> {
		const read = await readJournal(this.#terms.records, this.#terms.owner);
		return read.ok && read.value?.hash === hash ? read.value.xdr : undefined;
	}

	async drop(hash: string): Promise<void> {
		const { records, owner, tell } = this.#terms;
		const closed = await closeJournal(records, owner, hash);
		if (!closed.ok) tell({ kind: 'storage', ledger: 0, detail: closed.error.detail });
	}
}
