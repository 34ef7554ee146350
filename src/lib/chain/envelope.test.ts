import { describe, expect, test } from 'vitest';
import {
	Account,
	SorobanDataBuilder,
	TransactionBuilder,
	Keypair
} from '@stellar/stellar-sdk/base';
import { buildEnvelope, intentMismatch, signEnvelope, type Terms } from './envelope.ts';
import { operationOf, type Intent } from './operation.ts';
import { generatePair, importSigner, pairSigner } from './signer.ts';
import { sha256 } from './hash.ts';
import { transferIntent } from './token-calls.ts';

const PASSPHRASE = 'Nectar Sandbox Network ; November 2026';
const TOKEN = 'CCYQVA2ZTKD7X6DKWKJQL6AJIAIBR7ZAHCMB3JJDHWW5UF5N4EQFHCWL';
const alice = Keypair.fromRawEd25519Seed(sha256('alice')).publicKey();
const bob = Keypair.fromRawEd25519Seed(sha256('bob')).publicKey();
const terms: Terms = {
	source: alice,
	sequence: 42n,
	bid: 100n,
	maxLedger: 1_005,
	maxTime: 1_795_000_060,
	passphrase: PASSPHRASE
};
const caps = { bid: 1_000n, resourceFee: 50_000n };
const intent = transferIntent(TOKEN, alice, bob, 7n);
const resources = new SorobanDataBuilder().setResourceFee(20_000).build();

describe('an envelope is compared with what was meant', () => {
	const mismatch = (actual: { intent?: Intent; terms?: Partial<Terms>; resourceFee?: number }) => {
		const data = new SorobanDataBuilder().setResourceFee(actual.resourceFee ?? 20_000).build();
		const built = buildEnvelope(
			operationOf(actual.intent ?? intent),
			{ ...terms, ...actual.terms },
			data
		);
		return intentMismatch(built.xdr, operationOf(intent), terms, caps);
	};

	test('the same passes', () => {
		expect(mismatch({})).toBeUndefined();
	});
	test.for([
		['another amount', { intent: transferIntent(TOKEN, alice, bob, 8n) }],
		['another recipient', { intent: transferIntent(TOKEN, alice, alice, 7n) }],
		['a missing authorisation', { intent: { ...intent, auth: 'none' } as Intent }],
		[
			'an authorisation for more',
			{
				intent: {
					kind: 'invoke',
					auth: 'source',
					call: {
						...('call' in intent ? intent.call : { contract: '', fn: '', args: [] }),
						under: [{ contract: TOKEN, fn: 'burn', args: [] }]
					}
				} as Intent
			}
		]
	] as const)('%s is another operation', ([, actual]) => {
		expect(mismatch(actual)).toBe('another operation');
	});
	test('another source', () => {
		expect(mismatch({ terms: { source: bob } })).toBe('another source account');
	});
	test('another sequence', () => {
		expect(mismatch({ terms: { sequence: 43n } })).toContain('sequence');
	});
	test('an inflated resource fee', () => {
		expect(mismatch({ resourceFee: 50_001 })).toContain('resource fee');
	});
	test('a higher bid than was meant', () => {
		expect(mismatch({ terms: { bid: 101n } })).toContain('fee');
	});
	test('another time bound, or ledger bound', () => {
		expect(mismatch({ terms: { maxTime: terms.maxTime + 1 } })).toContain('bounds');
		expect(mismatch({ terms: { maxLedger: terms.maxLedger + 1 } })).toContain('bounds');
		expect(mismatch({ terms: { maxLedger: 0 } })).toContain('bounds');
	});
	test('a precondition nobody asked for', () => {
		const builder = new TransactionBuilder(new Account(alice, '41'), {
			fee: '20100',
			networkPassphrase: PASSPHRASE,
			timebounds: { minTime: 0, maxTime: terms.maxTime },
			ledgerbounds: { minLedger: 0, maxLedger: terms.maxLedger },
			minAccountSequenceAge: 1n
		});
		const strange = builder.addOperation(operationOf(intent)).setSorobanData(resources).build();
		expect(intentMismatch(strange.toXdr(), operationOf(intent), terms, caps)).toContain('bounds');
	});
	test('without a ledger bound the same passes too', () => {
		const open = { ...terms, maxLedger: 0 };
		const built = buildEnvelope(operationOf(intent), open, resources);
		expect(intentMismatch(built.xdr, operationOf(intent), open, caps)).toBeUndefined();
	});
	test('a bid over the cap, even if it was meant', () => {
		const dear = { ...terms, bid: 1_001n };
		const built = buildEnvelope(operationOf(intent), dear, resources);
		expect(intentMismatch(built.xdr, operationOf(intent), dear, caps)).toContain('cap');
	});
});

test('bounds come from the terms, and the fee is bid plus resource fee', () => {
	const built = buildEnvelope(operationOf(intent), terms, resources);
	const transaction = TransactionBuilder.fromXdr(built.xdr, PASSPHRASE);
	if ('innerTransaction' in transaction) throw new Error('a fee bump');
	expect(transaction.fee).toBe('20100');
	expect(transaction.sequence).toBe('42');
	expect(transaction.timeBounds).toEqual({ minTime: '0', maxTime: '1795000060' });
	expect(transaction.ledgerBounds).toEqual({ minLedger: 0, maxLedger: 1_005 });
});

test('a WebCrypto signature is the one the SDK makes', async () => {
	const seed = sha256('alice');
	const signer = await importSigner(seed);
	expect(signer.address).toBe(alice);
	const built = buildEnvelope(operationOf(intent), terms, resources);
	const signed = TransactionBuilder.fromXdr(await signEnvelope(built, signer), PASSPHRASE);
	const [signature] = signed.signatures;
	const expected = Keypair.fromRawEd25519Seed(seed).sign(signed.hash());
	expect(signature?.signature.toBytes()).toEqual(expected);
	expect(signed.signatures).toHaveLength(1);
});

test('a generated key signs, and is another one each time', async () => {
	const generate = async () => {
		const pair = await generatePair();
		const signer = pair === undefined ? undefined : await pairSigner(pair);
		if (signer === undefined) throw new Error('expected WebCrypto to have Ed25519');
		expect(pair?.privateKey.extractable).toBe(false);
		return signer;
	};
	const [one, two] = [await generate(), await generate()];
	expect(one.address).not.toBe(two.address);
	const hash = sha256('anything');
	expect(Keypair.fromPublicKey(one.address).verify(hash, await one.sign(hash))).toBe(true);
});

test('two halves of different keys are no signer', async () => {
	const [one, two] = [await generatePair(), await generatePair()];
	if (one === undefined || two === undefined) throw new Error('expected WebCrypto to have Ed25519');
	expect(
		await pairSigner({ privateKey: one.privateKey, publicKey: two.publicKey })
	).toBeUndefined();
});
