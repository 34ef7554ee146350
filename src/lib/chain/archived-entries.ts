import type { ArchivedEntry } from '#lib/keeper/network-facts.ts';
import { contractData, type Entries } from './ledger-entries.ts';
import type { LedgerKey } from './ledger-keys.ts';

/** A key, and what lies under it in the words of a page. */
export interface NamedKey {
	readonly what: string;
	readonly key: LedgerKey;
}

/** Those of the keys whose entries exist and are past their life. An absent one is none of them: there is nothing to restore. */
export const archivedAmong = (
	entries: Entries,
	named: readonly NamedKey[]
): readonly ArchivedEntry[] =>
	named.filter(({ key }) => contractData(entries, key).kind === 'archived');
