import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { sessionGlance } from '#lib/chain/session-glance.ts';
import type { Signer } from '#lib/chain/signer.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import type { KeeperIdentity, StartError } from '../protocol.ts';
import { ownSigners, promoteNext } from './keys.ts';

/**
 * The key to work with: the next one as soon as the chain has its delegation. Whether the operator signed the rotation is known to
 * the chain alone: a page may have been closed in between.
 */
export async function signerInUse(
	keys: KeyValue,
	rpc: JsonRpc,
	{ network, operator }: KeeperIdentity,
	policy: Policy
): Promise<Result<Signer, StartError>> {
	const owner = { passphrase: network.passphrase, operator };
	const signers = await ownSigners(keys, owner);
	if (!signers.ok) return signers;
	const { current, next } = signers.value;
	if (next !== undefined) {
		const scope = { network, operator, session: next.address };
		const signal = new AbortController().signal;
		const glance = await sessionGlance(rpc, scope, policy, undefined, signal);
		if (!glance.ok) {
			return err({ kind: 'chain', detail: `the session cannot be read: ${glance.error.kind}` });
		}
		if (glance.value.session.delegation !== undefined) {
			const promoted = await promoteNext(keys, owner);
			return promoted.ok ? ok(next) : promoted;
		}
	}
	return current === undefined ? err({ kind: 'no-key' }) : ok(current);
}
