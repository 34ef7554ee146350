import type { Terms, Unsigned } from '#lib/chain/envelope.ts';
import { bidQuery } from '#lib/chain/fees.ts';
import { withInstructionMargin } from '#lib/chain/instruction-margin.ts';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { readMeans } from '#lib/chain/account-means.ts';
import { entriesQuery, type Entries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { prepare, type Prepared, type Resources } from '#lib/chain/prepare.ts';
import { askAll, health } from '#lib/chain/rpc-methods.ts';
import { decodeInteger } from '#lib/chain/scval.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import { withVestingRoom } from '#lib/chain/vesting-room.ts';
import { shares, stroops } from '#lib/math/amount.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { feeCapsOf, MAX_BID, overDeclared } from './caps.ts';
import type { FlowError } from './error.ts';
import { intentOf, xlmOut } from './intent.ts';
import type { Preview } from './preview.ts';
import { previewOf } from './preview-of.ts';
import type { FlowKind, FlowRequest } from './request.ts';

/** What assembling needs to know. */
export interface FlowScope {
	readonly rpc: JsonRpc;
	readonly network: Network;
	/** The account that asks, pays and signs. */
	readonly account: string;
	/** Seconds of ledger time within which the transaction must be applied. */
	readonly patienceSecs: number;
}

/** A transaction that is what was asked for, and that nobody has signed yet. */
export interface Assembled {
	readonly request: FlowRequest;
	readonly preview: Preview;
	readonly unsigned: Unsigned;
	/** The integer that the simulated call returned: shares of a deposit or withdrawal, USDC of a redemption. */
	readonly returned: bigint | undefined;
	/** What it declares to need; `undefined` of classic operations. */
	readonly resources: Resources | undefined;
	/** Ledger at which it was assembled. */
	readonly ledger: number;
}

/**
 * From a request to a transaction to be signed. Everything but footprint, resources and fee is built here from the request; what
 * came of it is compared with the request again, from its bytes, before anybody is asked to sign.
 */
export async function assemble(
	request: FlowRequest,
	scope: FlowScope,
	signal: AbortSignal
): Promise<Result<Assembled, FlowError>> {
	const { rpc, network, account } = scope;
	const intent = intentOf(request, network, account);
	if (!intent.ok) return intent;
	const [head, bid, read] = await askAll(
		rpc,
		[health(), bidQuery(stroops(MAX_BID)), entriesQuery(accountsOf(request, account))],
		signal
	);
	if (!head.ok) return head;
	if (!bid.ok) return bid;
	if (!read.ok) return read;
	const own = readAccount(read.value, account);
	if (!own.ok) return own;
	const means = readMeans(read.value, account);
	if (!means.ok) return means;
	if (own.value === undefined || means.value === undefined) {
		return err({ kind: 'no-account', account });
	}
	const others = checkOthers(request, read.value, account);
	if (!others.ok) return others;
	const { latestLedger, latestLedgerCloseTime: now } = head.value;
	const terms = {
		source: account,
		sequence: own.value.sequence + 1n,
		bid: bid.value,
		maxLedger: 0,
		maxTime: now + scope.patienceSecs,
		passphrase: network.passphrase,
		widen: widened(request)
	};
	const prepared = await prepare(rpc, intent.value, terms, feeCapsOf(request), signal);
	if (!prepared.ok) return prepared;
	const need = xlmOut(request) + prepared.value.maxFee;
	const have = means.value.xlm.spendable;
	if (have < need) return err({ kind: 'short-of-xlm', have, need: stroops(need) });
	return assembled(request, scope, prepared.value, { now, latestLedger });
}

/** Those that move the vault’s money. */
const VAULT_CALLS: ReadonlySet<FlowKind> = new Set([
	'deposit',
	'withdraw',
	'redeem',
	'claim-rewards'
]);

/** What a request needs in a ledger later than the one that it was simulated on. */
const widened =
	({ kind }: FlowRequest): NonNullable<Terms['widen']> =>
	(data) => {
		const roomy = withInstructionMargin(data);
		return VAULT_CALLS.has(kind) ? withVestingRoom(roomy) : roomy;
	};

function assembled(
	request: FlowRequest,
	{ network, account }: FlowScope,
	prepared: Prepared,
	head: { readonly now: number; readonly latestLedger: number }
): Result<Assembled, FlowError> {
	const excess = overDeclared(request, prepared.resources);
	if (excess !== undefined) return err({ kind: 'unacceptable', detail: excess });
	const returned = prepared.returned && decodeInteger(prepared.returned);
	if (request.kind === 'withdraw') {
		if (returned === undefined)
			return err({ kind: 'malformed', detail: 'a withdrawal without shares' });
		const { maxShares: most } = request;
		if (returned > most) return err({ kind: 'takes-more-shares', takes: shares(returned), most });
	}
	const preview = previewOf(prepared.xdr, { network, account, now: head.now });
	if (!preview.ok) return err({ kind: 'unacceptable', detail: preview.error });
	const { xdr, hash, passphrase } = prepared;
	return ok({
		request,
		preview: preview.value,
		unsigned: { xdr, hash, passphrase },
		returned,
		resources: prepared.resources,
		ledger: head.latestLedger
	});
}

const accountsOf = (request: FlowRequest, account: string) => [
	accountKey(account),
	...(request.kind === 'top-up' || request.kind === 'merge-session'
		? [accountKey(request.session)]
		: [])
];

/** Classic operations are not simulated: what would make them fail is looked up. */
function checkOthers(
	request: FlowRequest,
	read: Entries,
	account: string
): Result<null, FlowError> {
	if (request.kind !== 'top-up' && request.kind !== 'merge-session') return ok(null);
	const session = readMeans(read, request.session);
	if (!session.ok) return session;
	if (session.value === undefined) return err({ kind: 'no-account', account: request.session });
	if (request.kind === 'top-up') return ok(null);
	return session.value.signers.includes(account)
		? ok(null)
		: err({ kind: 'not-co-signed', session: request.session });
}
