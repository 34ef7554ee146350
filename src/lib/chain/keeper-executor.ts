import type { SorobanTransactionData } from '@stellar/stellar-sdk/xdr';
import type { Action } from '#lib/keeper/action.ts';
import { feeCap } from '#lib/keeper/fee-cap.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type { ActError, Executor, PreparedAction } from '#lib/keeper/ports.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import { stroops } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { refusalOf } from './errors.ts';
import { withInstructionMargin } from './instruction-margin.ts';
import type { JsonRpc } from './json-rpc.ts';
import type { KeeperScope } from './keeper-view.ts';
import type { Intent } from './operation.ts';
import { badDebtIntent, deleteAuctionIntent, newAuctionIntent } from './pool-calls.ts';
import { prepare } from './prepare.ts';
import { decode } from './scval.ts';
import type { Signer } from './signer.ts';
import { withBackstopDebt, withSpareSlots } from './spare-keys.ts';
import { submit } from './submit.ts';
import { fillIntent } from './vault-calls.ts';
import { fillReceipt } from './vault-entries.ts';

/** Carries out actions with the session key, on one endpoint. */
export function keeperExecutor(
	rpc: JsonRpc,
	scope: KeeperScope,
	signer: Signer,
	policy: Policy
): Executor {
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
			const { hash, xdr, maxFee, returned } = prepared.value;
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
				maxLedger: terms.maxLedger,
				receipt: receipt?.value
			});
		},
		send: (prepared, signal) => send(rpc, scope, signer, prepared, signal)
	};
}

/** What a transaction needs in the ledger after the one that it was simulated on. */
function widened(
	data: SorobanTransactionData,
	action: Action,
	{ pool }: LedgerView,
	registry: string
): SorobanTransactionData {
	const roomy = withInstructionMargin(data);
	if (action.kind !== 'fill') return roomy;
	const listed = withSpareSlots(roomy, registry);
	return action.order.percent === 100
		? withBackstopDebt(listed, pool.contract, pool.backstop)
		: listed;
}

async function send(
	rpc: JsonRpc,
	{ network }: KeeperScope,
	signer: Signer,
	{ envelope, hash }: PreparedAction,
	signal: AbortSignal
): Promise<Result<null, ActError>> {
	const unsigned = { xdr: envelope, hash, passphrase: network.passphrase };
	const sent = await submit(rpc, unsigned, signer, signal);
	if (sent.ok) return ok(null);
	return sent.error.kind === 'refused-by-network'
		? err({ kind: 'refused', refusal: { kind: 'network-refused', detail: sent.error.code } })
		: err(sent.error);
}

/** The transaction an action stands for. */
export function intentOf(action: Action, scope: KeeperScope): Intent {
	switch (action.kind) {
		case 'create': {
			const { pool, user, legs, percent } = action;
			return newAuctionIntent({ pool, auction: 'userLiquidation', user, ...legs, percent });
		}
		case 'fill':
			return fillIntent(scope.network.vault, scope.operator, scope.session, action.order);
		case 'delete-auction':
			return deleteAuctionIntent(action.pool, 'userLiquidation', action.user);
		case 'bad-debt':
			return badDebtIntent(action.pool, action.user);
	}
}
