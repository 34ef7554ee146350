import {
	Asset,
	AuthImmutableFlag,
	AuthRequiredFlag,
	Keypair,
	Operation,
	xdr
} from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { outcome, refusal, type Applied } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import { apply, balance, build, newAccount, newKey, signed } from './harness/transactions.ts';

const native = Asset.native();

async function submit(net: Net, source: Keypair, ...operations: xdr.Operation[]): Promise<Applied> {
	return apply(net, await signed(net, source, operations));
}

const created = (key: Keypair, startingBalance: string) =>
	Operation.createAccount({ destination: key.publicKey(), startingBalance });
const pay = (to: Keypair, amount: string, asset = native) =>
	Operation.payment({ destination: to.publicKey(), asset, amount });

/** An issuer and a holder with a trustline over `limit`. */
async function issued(net: Net, limit = '1000') {
	const [issuer, holder] = [await newAccount(net), await newAccount(net)];
	const usd = new Asset('USD', issuer.publicKey());
	await submit(net, holder, Operation.changeTrust({ asset: usd, limit }));
	return { issuer, holder, usd };
}

describe('createAccount', () => {
	overBothWires((context) => {
		test('starts at the ledger it was created in, shifted by 32 bits', async () => {
			const { net } = context();
			const [alice, fresh] = [await newAccount(net), newKey()];
			const done = await submit(net, alice, created(fresh, '20'));
			expect(outcome(done)).toBe('txSuccess createAccountSuccess');
			const account = await net.server.getAccount(fresh.publicKey());
			expect(BigInt(account.sequenceNumber())).toBe(BigInt(done.ledger) << 32n);
			expect(await balance(net, fresh.publicKey())).toBe(200_000_000n);
		});

		test('an account that exists: createAccountAlreadyExist', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			expect(outcome(await submit(net, alice, created(bob, '20')))).toBe(
				'txFailed createAccountAlreadyExist'
			);
		});

		test('less than its own reserve: createAccountLowReserve', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			expect(outcome(await submit(net, alice, created(newKey(), '0.9999999')))).toBe(
				'txFailed createAccountLowReserve'
			);
		});

		test('more than the source may spend: createAccountUnderfunded', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			expect(outcome(await submit(net, alice, created(newKey(), '10000')))).toBe(
				'txFailed createAccountUnderfunded'
			);
		});
	});
});

describe('payment', () => {
	overBothWires((context) => {
		test('moves native and issued assets', async () => {
			const { net } = context();
			const { issuer, holder, usd } = await issued(net);
			expect(outcome(await submit(net, issuer, pay(holder, '5', usd), pay(holder, '1')))).toBe(
				'txSuccess paymentSuccess paymentSuccess'
			);
			const line = await net.server.getTrustline(holder.publicKey(), usd);
			expect(line.balance).toBe(50_000_000n);
		});

		test('to nobody: paymentNoDestination', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			expect(outcome(await submit(net, alice, pay(newKey(), '1')))).toBe(
				'txFailed paymentNoDestination'
			);
		});

		test('into the reserve: paymentUnderfunded', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			expect(outcome(await submit(net, alice, pay(bob, '9999.5')))).toBe(
				'txFailed paymentUnderfunded'
			);
		});

		test('of more than the trustline holds: paymentUnderfunded', async () => {
			const { net } = context();
			const { issuer, holder, usd } = await issued(net);
			expect(outcome(await submit(net, holder, pay(issuer, '1', usd)))).toBe(
				'txFailed paymentUnderfunded'
			);
		});

		test('to an account without a trustline: paymentNoTrust', async () => {
			const { net } = context();
			const { issuer, usd } = await issued(net);
			const stranger = await newAccount(net);
			expect(outcome(await submit(net, issuer, pay(stranger, '1', usd)))).toBe(
				'txFailed paymentNoTrust'
			);
		});

		test('from an account without a trustline: paymentSrcNoTrust', async () => {
			const { net } = context();
			const { holder, usd } = await issued(net);
			const stranger = await newAccount(net);
			expect(outcome(await submit(net, stranger, pay(holder, '1', usd)))).toBe(
				'txFailed paymentSrcNoTrust'
			);
		});

		test('over the limit of the trustline: paymentLineFull', async () => {
			const { net } = context();
			const { issuer, holder, usd } = await issued(net, '10');
			expect(outcome(await submit(net, issuer, pay(holder, '10.0000001', usd)))).toBe(
				'txFailed paymentLineFull'
			);
		});

		test('to a trustline its issuer has not authorised: paymentNotAuthorized', async () => {
			const { net } = context();
			const [issuer, holder] = [await newAccount(net), await newAccount(net)];
			const usd = new Asset('USD', issuer.publicKey());
			await submit(net, issuer, Operation.setOptions({ setFlags: AuthRequiredFlag }));
			await submit(net, holder, Operation.changeTrust({ asset: usd }));
			expect(outcome(await submit(net, issuer, pay(holder, '1', usd)))).toBe(
				'txFailed paymentNotAuthorized'
			);
		});

		test('one failing operation undoes those before it', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			const before = await balance(net, bob.publicKey());
			const done = await submit(net, alice, pay(bob, '1'), pay(bob, '99999'));
			expect(outcome(done)).toBe('txFailed paymentSuccess paymentUnderfunded');
			expect(await balance(net, bob.publicKey())).toBe(before);
			expect(done.resultXdr.feeCharged).toBe(200n);
		});
	});
});

describe('changeTrust', () => {
	overBothWires((context) => {
		test('adds a sub-entry, and takes it away with limit 0', async () => {
			const { net } = context();
			const { holder, usd } = await issued(net);
			expect((await net.server.getAccountEntry(holder.publicKey())).numSubEntries).toBe(1);
			const removed = await submit(net, holder, Operation.changeTrust({ asset: usd, limit: '0' }));
			expect(outcome(removed)).toBe('txSuccess changeTrustSuccess');
			expect((await net.server.getAccountEntry(holder.publicKey())).numSubEntries).toBe(0);
			await expect(net.server.getTrustline(holder.publicKey(), usd)).rejects.toThrow('not found');
		});

		test('an issuer that does not exist: changeTrustNoIssuer', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const asset = new Asset('USD', newKey().publicKey());
			expect(outcome(await submit(net, alice, Operation.changeTrust({ asset })))).toBe(
				'txFailed changeTrustNoIssuer'
			);
		});

		test('a limit below the balance: changeTrustInvalidLimit', async () => {
			const { net } = context();
			const { issuer, holder, usd } = await issued(net);
			await submit(net, issuer, pay(holder, '5', usd));
			const lower = Operation.changeTrust({ asset: usd, limit: '4' });
			expect(outcome(await submit(net, holder, lower))).toBe('txFailed changeTrustInvalidLimit');
		});

		test('no balance for the reserve: changeTrustLowReserve', async () => {
			const { net } = context();
			const { issuer, usd } = await issued(net);
			const poor = newKey();
			await submit(net, issuer, created(poor, '1.4'));
			expect(outcome(await submit(net, poor, Operation.changeTrust({ asset: usd })))).toBe(
				'txFailed changeTrustLowReserve'
			);
		});
	});
});

describe('setOptions', () => {
	overBothWires((context) => {
		test('thresholds, weight, signer and home domain are kept', async () => {
			const { net } = context();
			const [alice, cosigner] = [await newAccount(net), newKey()];
			const done = await submit(
				net,
				alice,
				Operation.setOptions({
					masterWeight: 3,
					lowThreshold: 1,
					medThreshold: 2,
					highThreshold: 3,
					homeDomain: 'nectar.test',
					signer: { ed25519PublicKey: cosigner.publicKey(), weight: 2 }
				})
			);
			expect(outcome(done)).toBe('txSuccess setOptionsSuccess');
			const entry = await net.server.getAccountEntry(alice.publicKey());
			expect([...entry.thresholds.toBytes()]).toEqual([3, 1, 2, 3]);
			expect(entry.homeDomain.toString()).toBe('nectar.test');
			expect(entry.signers.map((signer) => signer.weight)).toEqual([2]);
			expect(entry.numSubEntries).toBe(1);
		});

		test('itself as a signer: setOptionsBadSigner', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const own = Operation.setOptions({
				signer: { ed25519PublicKey: alice.publicKey(), weight: 1 }
			});
			// stellar-core, SetOptionsOpFrame::doCheckValid: refused before it is queued.
			const sent = await net.server.sendTransaction(await signed(net, alice, [own]));
			expect(refusal(sent)).toBe('ERROR txFailed setOptionsBadSigner');
		});

		test('a twenty-first signer: setOptionsTooManySigners', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const add = Array.from({ length: 21 }, () =>
				Operation.setOptions({ signer: { ed25519PublicKey: newKey().publicKey(), weight: 1 } })
			);
			const done = await submit(net, alice, ...add);
			expect(outcome(done).split(' ').at(-1)).toBe('setOptionsTooManySigners');
		});

		test('no balance for a signer: setOptionsLowReserve', async () => {
			const { net } = context();
			const [alice, poor] = [await newAccount(net), newKey()];
			await submit(net, alice, created(poor, '1.4'));
			const add = Operation.setOptions({
				signer: { ed25519PublicKey: alice.publicKey(), weight: 1 }
			});
			expect(outcome(await submit(net, poor, add))).toBe('txFailed setOptionsLowReserve');
		});

		test('flags of an account that has locked them: setOptionsCantChange', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			await submit(net, alice, Operation.setOptions({ setFlags: AuthImmutableFlag }));
			expect(
				outcome(await submit(net, alice, Operation.setOptions({ setFlags: AuthRequiredFlag })))
			).toBe('txFailed setOptionsCantChange');
		});
	});
});

describe('accountMerge', () => {
	overBothWires((context) => {
		const merge = (to: Keypair) => Operation.accountMerge({ destination: to.publicKey() });

		test('moves the whole balance and removes the account', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			const done = await submit(net, alice, merge(bob));
			expect(outcome(done)).toBe('txSuccess accountMergeSuccess');
			expect(await balance(net, bob.publicKey())).toBe(200_000_000_000n - 100n);
			await expect(net.server.getAccount(alice.publicKey())).rejects.toThrow('not found');
		});

		test('into nobody: accountMergeNoAccount', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			expect(outcome(await submit(net, alice, merge(newKey())))).toBe(
				'txFailed accountMergeNoAccount'
			);
		});

		test('into itself: accountMergeMalformed', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const sent = await net.server.sendTransaction(await signed(net, alice, [merge(alice)]));
			expect(refusal(sent)).toBe('ERROR txFailed accountMergeMalformed');
		});

		test('with a trustline left: accountMergeHasSubEntries', async () => {
			const { net } = context();
			const { issuer, holder } = await issued(net);
			expect(outcome(await submit(net, holder, merge(issuer)))).toBe(
				'txFailed accountMergeHasSubEntries'
			);
		});

		test('of an account that has locked itself: accountMergeImmutableSet', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			await submit(net, alice, Operation.setOptions({ setFlags: AuthImmutableFlag }));
			expect(outcome(await submit(net, alice, merge(bob)))).toBe(
				'txFailed accountMergeImmutableSet'
			);
		});

		// stellar-core, MergeOpFrame::doApplyFromV16: otherwise a re-created account could replay old envelopes.
		test('in the ledger that created it: accountMergeSeqnumTooFar', async () => {
			const { net } = context();
			const [alice, fresh] = [await newAccount(net), newKey()];
			const tx = await build(net, alice, [
				created(fresh, '20'),
				Operation.accountMerge({ destination: alice.publicKey(), source: fresh.publicKey() })
			]);
			tx.sign(alice);
			tx.sign(fresh);
			const done = await apply(net, tx);
			expect(outcome(done)).toBe('txFailed createAccountSuccess accountMergeSeqnumTooFar');
		});
	});
});
