import { SignerKey, StrKey } from '@stellar/stellar-sdk/base';
import { LedgerEntryData, type AccountEntry, type Signer } from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import type { SandboxHost } from '#lib/sandbox/host.ts';
import { json, type Reply } from './reply.ts';

/*
 * The two reads a wallet makes of a network that it was told is Horizon: an account, to show and check its XLM, and its
 * recent operations, which nobody needs here. It waits for both, so they answer at once and never with an error page.
 */

const Answer = v.object({
	result: v.object({ entries: v.nullish(v.array(v.object({ xdr: v.string() })), []) })
});

/** `undefined`: the path is not one of these. */
export function accountReply(host: Pick<SandboxHost, 'dispatch'>, path: string): Reply | undefined {
	const [, id = '', rest = ''] = /^\/accounts\/([^/]+)(\/operations)?\/?$/.exec(path) ?? [];
	if (id === '') return undefined;
	if (!StrKey.isValidEd25519PublicKey(id)) {
		return problem(400, 'Bad Request', `${id} is no account (G…)`);
	}
	const entry = readEntry(host, id);
	if (entry === undefined) return problem(404, 'Resource Missing', `account ${id} does not exist`);
	return json(
		200,
		JSON.stringify(rest === '' ? accountOf(id, entry) : { _embedded: { records: [] } })
	);
}

function readEntry(host: Pick<SandboxHost, 'dispatch'>, id: string): AccountEntry | undefined {
	const request = {
		jsonrpc: '2.0',
		id: 1,
		method: 'getLedgerEntries',
		params: { keys: [accountKey(id)] }
	};
	const answer = v.parse(Answer, JSON.parse(host.dispatch(JSON.stringify(request))));
	const [found] = answer.result.entries;
	if (found === undefined) return undefined;
	const data = LedgerEntryData.fromXdr(found.xdr, 'base64');
	return data.type === 'account' ? data.account : undefined;
}

/** Names and types as Horizon's; only XLM among the balances. */
function accountOf(id: string, entry: AccountEntry): object {
	const [master = 0, low = 0, medium = 0, high = 0] = entry.thresholds.toBytes();
	const first = entry.ext.type === 'v1' ? entry.ext.v1 : undefined;
	const second = first?.ext.type === 'v2' ? first.ext.v2 : undefined;
	const flag = (bit: number) => (entry.flags & bit) !== 0;
	const xlm = (stroops: bigint) => formatFixed(stroops, 7, 7);
	return {
		id,
		account_id: id,
		sequence: entry.seqNum.toString(),
		subentry_count: entry.numSubEntries,
		num_sponsoring: second?.numSponsoring ?? 0,
		num_sponsored: second?.numSponsored ?? 0,
		thresholds: { low_threshold: low, med_threshold: medium, high_threshold: high },
		flags: {
			auth_required: flag(1),
			auth_revocable: flag(2),
			auth_immutable: flag(4),
			auth_clawback_enabled: flag(8)
		},
		signers: [
			...entry.signers.map(signerOf),
			{ key: id, weight: master, type: 'ed25519_public_key' }
		],
		data: {},
		balances: [
			{
				asset_type: 'native',
				balance: xlm(entry.balance),
				buying_liabilities: xlm(first?.liabilities.buying ?? 0n),
				selling_liabilities: xlm(first?.liabilities.selling ?? 0n)
			}
		]
	};
}

const TYPES = {
	signerKeyTypeEd25519: 'ed25519_public_key',
	signerKeyTypePreAuthTx: 'preauth_tx',
	signerKeyTypeHashX: 'sha256_hash',
	signerKeyTypeEd25519SignedPayload: 'ed25519_signed_payload'
} as const;

const signerOf = ({ key, weight }: Signer): object => ({
	key: SignerKey.encodeSignerKey(key),
	weight,
	type: TYPES[key.type]
});

const problem = (status: number, title: string, detail: string): Reply =>
	json(status, JSON.stringify({ type: 'about:blank', title, status, detail }));
