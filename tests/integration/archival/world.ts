import { TransactionEnvelope, LedgerKey as XdrLedgerKey } from '@stellar/stellar-sdk/xdr';
import { readEntries, type Entries } from '#lib/chain/ledger-entries.ts';
import { accountKey, type LedgerKey } from '#lib/chain/ledger-keys.ts';
import { prepare, type Prepared } from '#lib/chain/prepare.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { submit } from '#lib/chain/submit.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import { awaitApplied } from '#lib/chain/transact.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { whole } from '../../../scripts/costs/amounts.ts';
import type { Call } from '../../../scripts/costs/call.ts';
import type { World } from '../../../scripts/costs/world.ts';
import { describeError } from '#lib/deployment/world/stage.ts';
import { type DrivenScene } from '../../../scripts/demo/driven-stage.ts';

/** Rent of restored code is XLM, not stroops. */
const RENT = whole(5_000);

/** Somebody can pay rent from then on. */
export async function fund(
	{ perform, scene }: Pick<World, 'perform' | 'scene'>,
	address: string
): Promise<void> {
	const { deployer, network } = scene;
	const { contract } = network.native;
	await perform(deployer, transferIntent(contract, deployer.address, address, RENT));
}

export async function entriesOf(
	{ stage }: DrivenScene,
	keys: readonly LedgerKey[]
): Promise<Entries> {
	const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
	if (!entries.ok) throw new Error('the entries could not be read');
	return entries.value;
}

/** A call simulated while everything lives, to be sent much later: its footprint marks nothing as archived. */
export async function simulated(scene: DrivenScene, { by, intent }: Call): Promise<Prepared> {
	const { chain, signal } = scene.stage;
	const account = readAccount(await entriesOf(scene, [accountKey(by.address)]), by.address);
	if (!account.ok || account.value === undefined) throw new Error('expected an account');
	const terms = {
		source: by.address,
		sequence: account.value.sequence + 1n,
		bid: 100_000n,
		maxLedger: 0,
		maxTime: 0,
		passphrase: chain.passphrase
	};
	const prepared = await prepare(chain.rpc, intent, terms, chain.caps, signal);
	if (!prepared.ok) throw new Error(describeError(prepared.error));
	return prepared.value;
}

/** Sends what was simulated; gives the operation's result as the chain names it. */
export async function outcomeOf(
	scene: DrivenScene,
	by: Signer,
	prepared: Prepared
): Promise<string> {
	const { chain, signal } = scene.stage;
	const sent = await submit(chain.rpc, prepared, by, signal);
	if (!sent.ok) throw new Error(describeError(sent.error));
	const done = await awaitApplied(chain, prepared, signal);
	if (done.ok) return 'applied';
	return done.error.kind === 'failed' ? done.error.failure.text : done.error.kind;
}

/** The contract entries a transaction touches: what must live for it. */
export function footprintOf({ xdr }: Pick<Prepared, 'xdr'>): readonly LedgerKey[] {
	const envelope = TransactionEnvelope.fromXdr(xdr, 'base64');
	if (envelope.type !== 'envelopeTypeTx' || envelope.v1.tx.ext.type !== 'sorobanData') return [];
	const { readOnly, readWrite } = envelope.v1.tx.ext.sorobanData.resources.footprint;
	return [...readOnly, ...readWrite]
		.filter(isPersistent)
		.map((key) => key.toXdr('base64') as LedgerKey);
}

const isPersistent = (key: XdrLedgerKey): boolean =>
	key.type === 'contractCode' ||
	(key.type === 'contractData' && key.contractData.durability.name === 'persistent');

/** Those of the keys under which there is something, archived or not: nothing else can be restored. */
export async function existing(
	scene: DrivenScene,
	keys: readonly LedgerKey[]
): Promise<readonly LedgerKey[]> {
	const entries = await entriesOf(scene, keys);
	return keys.filter((key) => entries.get(key) !== undefined);
}

/** One transaction restores no more than 132,096 bytes: each code goes by itself, everything else together. */
export function restorable(keys: readonly LedgerKey[]): readonly (readonly LedgerKey[])[] {
	const isCode = (key: LedgerKey) => XdrLedgerKey.fromXdr(key, 'base64').type === 'contractCode';
	return [...keys.filter(isCode).map((key) => [key]), keys.filter((key) => !isCode(key))];
}
