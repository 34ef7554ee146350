import type { SorobanTransactionData } from '@stellar/stellar-sdk/xdr';
import type { Action } from '#lib/keeper/action.ts';
import { beyond } from '#lib/keeper/declared.ts';
import { feeCap } from '#lib/keeper/fee-cap.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type { ActError, Executor, PreparedAction } from '#lib/keeper/ports.ts';
import { resourceCap } from '#lib/keeper/resource-cap.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import { stroops } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { coSignerIntent, mergeIntent } from './classic.ts';
import { hashOfEnvelope, signEnvelope } from './envelope.ts';
import { refusalOf } from './errors.ts';
import { withInstructionMargin } from './instruction-margin.ts';
import type { JsonRpc } from './json-rpc.ts';
import type { SessionScope } from './keeper-view.ts';
import type { Intent } from './operation.ts';
import { badDebtIntent, deleteAuctionIntent, newAuctionIntent } from './pool-calls.ts';
import { prepare } from './prepare.ts';
import { revokeSessionIntent } from './registry-calls.ts';
import { decode } from './scval.ts';
import type { Signer } from './signer.ts';
import { withBackstopDebt, withSpareSlots } from './spare-keys.ts';
import { sendSigned } from './submit.ts';
import { fillIntent } from './vault-calls.ts';
import { fillReceipt } from './vault-entries.ts';
import { withVestingRoom } from './vesting-room.ts';

/** Where signed transactions are written down before they are sent, so that a closed tab forgets none. */
export interface IntentJournal {
	/** Nothing is sent unless this succeeds. */
	keep(prepared: PreparedAction, signed: string): Promise<Result<null, string>>;
	/** The signed envelope of a transaction that was kept. */
	signed(hash: string): Promise<string | undefined>;
	/** The network refused it at the door: it will never be applied. */
	drop(hash: string): Promise<void>;
}

/** What a transaction depends on besides its action: a whole view has it, and so has a glance at the session. */
export type ActionView = Pick<LedgerView, 'ledger' | 'closedAt' | 'bid' | 'session'> & {
	/** A fill in the pool declares its backstop. */
	readonly pool?: Pick<LedgerView['pool'], 'contract' | 'backstop'>;
};

/** An executor that can also do what concerns neither pool nor vault. */
export interface KeeperExecutor extends Executor {
	prepare(
		action: Action,
		view: ActionView,
		signal: AbortSignal
	): Promise<Result<PreparedAction, ActError>>;
}

/** Carries out actions with the session key. */
export function keeperExecutor(
	rpc: JsonRpc,
	scope: SessionScope,
	signer: Signer,
	policy: Policy,
	journal?: IntentJournal
): KeeperExecutor {
	const { network } = scope;
	return {
		async prepare(action, view, signal) {
			const account = view.session.account;
			if (account === undefined) {
				return err({ kind: 'unacceptable', detail: 'the session account does not exist' });
			}
			const terms = {
				source: signer.address,
				sequence: account.sequence + 1n,
				bid: view.bid,
				maxLedger: view.ledger + policy.patienceLedgers,
				maxTime: view.closedAt + policy.patienceSecs,
				passphrase: network.passphrase,
				widen: (data: SorobanTransactionData) => widened(data, action, view, network.registry)
			};
			const caps = { bid: policy.maxBid, resourceFee: feeCap(action, policy) };
			const prepared = await prepare(rpc, intentOf(action, scope), terms, caps, signal);
			if (!prepared.ok) {
				return prepared.error.kind === 'refused'
					? err({ kind: 'refused', refusal: refusalOf(prepared.error.failure, network) })
					: err(prepared.error);
			}
			const { hash, xdr, maxFee, returned, resources } = prepared.value;
			const most = resourceCap(action);
			const excess = resources && most && beyond(resources, most);
			if (excess !== undefined) return err({ kind: 'unacceptable', detail: excess });
			const receipt =
				action.kind === 'fill' && returned !== undefined
					? decode(fillReceipt, returned, 'fill receipt')
					: undefined;
			if (receipt?.ok === false) return receipt;
			return ok({
				action,
				hash,
				envelope: xdr,
				maxFee: stroops(maxFee),
				sequence: terms.sequence,
				maxLedger: terms.maxLedger,
				maxTime: terms.maxTime,
				receipt: receipt?.value
			});
		},
		async send(prepared, signal) {
			const { envelope, hash } = prepared;
			const unsigned = { xdr: envelope, hash, passphrase: network.passphrase };
			const signed = await signEnvelope(unsigned, signer);
			const kept = (await journal?.keep(prepared, signed)) ?? ok(null);
			if (!kept.ok) return err({ kind: 'not-recorded', detail: kept.error });
			const sent = await send(rpc, signed, signal);
			if (!sent.ok && isRefusal(sent.error)) await journal?.drop(hash);
			return sent;
		},
		async resend(hash, signal) {
			const signed = await journal?.signed(hash);
			// a record may have been tampered with: what is sent is what was meant, or nothing
			if (signed === undefined || hashOfEnvelope(signed, network.passphrase) !== hash) return;
			await send(rpc, signed, signal); // whatever it answers: the chain tells whether it was taken
		}
	};
}

const isRefusal = ({ kind }: ActError): boolean => kind === 'refused' || kind === 'try-again-later';

/** What a transaction needs in the ledger after the one that it was simulated on. */
function widened(
	data: SorobanTransactionData,
	action: Action,
	{ pool }: ActionView,
	registry: string
): SorobanTransactionData {
	const roomy = withInstructionMargin(data);
	if (action.kind !== 'fill') return roomy;
	const listed = withSpareSlots(withVestingRoom(roomy), registry);
	return action.order.percent === 100 && pool !== undefined
		? withBackstopDebt(listed, pool.contract, pool.backstop)
		: listed;
}

async function send(
	rpc: JsonRpc,
	signed: string,
	signal: AbortSignal
): Promise<Result<null, ActError>> {
	const sent = await sendSigned(rpc, signed, signal);
	if (sent.ok) return ok(null);
	return sent.error.kind === 'refused-by-network'
		? err({ kind: 'refused', refusal: { kind: 'network-refused', detail: sent.error.code } })
		: err(sent.error);
}

/** The transaction an action stands for. */
export function intentOf(action: Action, scope: SessionScope): Intent {
	const { network, operator, session } = scope;
	switch (action.kind) {
		case 'create': {
			const { pool, user, legs, percent } = action;
			return newAuctionIntent({ pool, auction: 'userLiquidation', user, ...legs, percent });
		}
		case 'fill':
			return fillIntent(network.vault, operator, session, action.order);
		case 'delete-auction':
			return deleteAuctionIntent(action.pool, 'userLiquidation', action.user);
		case 'bad-debt':
			return badDebtIntent(action.pool, action.user);
		case 'co-sign':
			return coSignerIntent(operator);
		case 'revoke':
			return revokeSessionIntent(network.registry, session, operator, session);
		case 'sweep':
			return mergeIntent(operator);
	}
}
