import { Account, Asset, Keypair, Operation, TransactionBuilder } from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { outcome, refusal, txCode } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import {
	apply,
	applied,
	balance,
	hex,
	newAccount,
	newKey,
	signed
} from './harness/transactions.ts';

const pay = (to: Keypair, amount = '1') =>
	Operation.payment({ destination: to.publicKey(), asset: Asset.native(), amount });

const closeTime = async (net: Net) =>
	(await net.call<{ latestCloseTime: number }>('sandbox_info')).latestCloseTime;

const bump = (
	source: Keypair,
	baseFee: string,
	inner: Parameters<typeof TransactionBuilder.buildFeeBumpTransaction>[2]
) => {
	const tx = TransactionBuilder.buildFeeBumpTransaction(source, baseFee, inner, SANDBOX_PASSPHRASE);
	tx.sign(source);
	return tx;
};

describe('what a submission is checked for', () => {
	overBothWires((context) => {
		test('a sequence number already used: txBadSeq', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [pay(alice)], { skip: -1n });
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txBadSeq');
		});

		test('a sequence number ahead of the next: txBadSeq', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [pay(alice)], { skip: 1n });
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txBadSeq');
		});

		test('a fee below 100 stroops per operation: txInsufficientFee, and the fee it needs', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [pay(alice), pay(alice)], { fee: '99' });
			const sent = await net.server.sendTransaction(tx);
			expect(refusal(sent)).toBe('ERROR txInsufficientFee');
			expect(sent.errorResult?.feeCharged).toBe(200n);
		});

		test('a source account that does not exist: txNoAccount', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const nobody = newKey();
			const foreign = new TransactionBuilder(new Account(nobody.publicKey(), '0'), {
				fee: '100',
				networkPassphrase: SANDBOX_PASSPHRASE,
				timebounds: { minTime: 0, maxTime: 0 }
			})
				.addOperation(pay(alice))
				.build();
			foreign.sign(nobody);
			expect(refusal(await net.server.sendTransaction(foreign))).toBe('ERROR txNoAccount');
		});

		test('no operation: txMissingOperation', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const sent = await net.server.sendTransaction(await signed(net, alice, []));
			expect(refusal(sent)).toBe('ERROR txMissingOperation');
		});

		test('a balance that cannot pay the fee above its reserve: txInsufficientBalance', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const poor = newKey();
			const create = Operation.createAccount({
				destination: poor.publicKey(),
				startingBalance: '1.00001'
			});
			expect(outcome(await apply(net, await signed(net, alice, [create])))).toContain('txSuccess');
			const tx = await signed(net, poor, [pay(alice)], { fee: '101' });
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txInsufficientBalance');
		});

		test('an expired time bound: txTooLate', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const maxTime = (await closeTime(net)) - 1;
			const tx = await signed(net, alice, [pay(alice)], { timebounds: { minTime: 0, maxTime } });
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txTooLate');
		});

		// soroban-network.md §4.2: two expected close times are kept free before maxTime.
		test('a time bound within ten seconds: txTooLate; at ten seconds it passes', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const now = await closeTime(net);
			const late = await signed(net, alice, [pay(alice)], {
				timebounds: { minTime: 0, maxTime: now + 9 }
			});
			expect(refusal(await net.server.sendTransaction(late))).toBe('ERROR txTooLate');
			const timely = await signed(net, alice, [pay(alice)], {
				timebounds: { minTime: 0, maxTime: now + 10 }
			});
			expect(outcome(await apply(net, timely))).toBe('txSuccess paymentSuccess');
		});

		test('a time bound that has not begun: txTooEarly', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const minTime = (await closeTime(net)) + 3_600;
			const tx = await signed(net, alice, [pay(alice)], { timebounds: { minTime, maxTime: 0 } });
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txTooEarly');
		});

		test('ledger bounds hold from minLedger to before maxLedger', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const next = (await net.latestLedger()) + 1;
			const over = await signed(net, alice, [pay(alice)], {
				ledgerbounds: { minLedger: 0, maxLedger: next }
			});
			expect(refusal(await net.server.sendTransaction(over))).toBe('ERROR txTooLate');
			const early = await signed(net, alice, [pay(alice)], {
				ledgerbounds: { minLedger: next + 1, maxLedger: 0 }
			});
			expect(refusal(await net.server.sendTransaction(early))).toBe('ERROR txTooEarly');
			const exact = await signed(net, alice, [pay(alice)], {
				ledgerbounds: { minLedger: next, maxLedger: next + 1 }
			});
			expect(outcome(await apply(net, exact))).toBe('txSuccess paymentSuccess');
		});

		// Five classic operations stand; stellar-core's own code for one that it does not know.
		test('a classic operation the network has not: opNotSupported', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [Operation.bumpSequence({ bumpTo: '1' })]);
			const sent = await net.server.sendTransaction(tx);
			expect(refusal(sent)).toBe('ERROR txFailed opNotSupported');
		});

		test('an envelope that is no XDR: -32602', async () => {
			const { net } = context();
			const answer = await net.ask('sendTransaction', { transaction: 'AAAA' });
			expect(answer.error?.code).toBe(-32602);
		});
	});
});

describe('the queue', () => {
	overBothWires((context) => {
		test('the same transaction again: DUPLICATE', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [pay(alice)]);
			expect(refusal(await net.server.sendTransaction(tx))).toBe('PENDING');
			expect(refusal(await net.server.sendTransaction(tx))).toBe('DUPLICATE');
			await net.close();
		});

		test('a second pending transaction of one account: TRY_AGAIN_LATER', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const first = await signed(net, alice, [pay(alice)]);
			const second = await signed(net, alice, [pay(alice, '2')], { skip: 1n });
			expect(refusal(await net.server.sendTransaction(first))).toBe('PENDING');
			expect(refusal(await net.server.sendTransaction(second))).toBe('TRY_AGAIN_LATER');
			await net.close();
			expect(outcome(await apply(net, second))).toBe('txSuccess paymentSuccess');
		});

		test('a pending transaction whose ledger bound passes leaves the queue unapplied', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const next = (await net.latestLedger()) + 1;
			const tx = await signed(net, alice, [pay(alice)], {
				timebounds: { minTime: 0, maxTime: (await closeTime(net)) + 12 },
				ledgerbounds: { minLedger: next, maxLedger: 0 }
			});
			expect(refusal(await net.server.sendTransaction(tx))).toBe('PENDING');
			const closed = await net.warp({ seconds: 3_600 });
			expect(closed.dropped).toEqual([hex(tx.hash())]);
			expect((await net.server.getTransaction(hex(tx.hash()))).status).toBe('NOT_FOUND');
			// stellar-core, HerderImpl::updateTransactionQueue: what became invalid is banned by its hash.
			expect(refusal(await net.server.sendTransaction(tx))).toBe('TRY_AGAIN_LATER');
			// Its account is free again.
			expect(outcome(await apply(net, await signed(net, alice, [pay(alice)])))).toContain(
				'txSuccess'
			);
		});

		test('a failed transaction keeps its fee and its sequence number', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const before = await balance(net, alice.publicKey());
			const tx = await signed(net, alice, [pay(newKey())]);
			const done = await apply(net, tx);
			expect(outcome(done)).toBe('txFailed paymentNoDestination');
			expect(done.resultXdr.feeCharged).toBe(100n);
			expect(await balance(net, alice.publicKey())).toBe(before - 100n);
			const account = await net.server.getAccount(alice.publicKey());
			expect(account.sequenceNumber()).toBe(tx.sequence);
		});

		test('two accounts in one ledger are both applied, in numbered order', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			const sent = [];
			for (const each of [alice, bob]) {
				sent.push(await net.server.sendTransaction(await signed(net, each, [pay(each)])));
			}
			const closed = await net.close();
			expect(closed.transactions.map((tx) => tx.hash).sort()).toEqual(
				sent.map((each) => each.hash).sort()
			);
			const orders = await Promise.all(sent.map((each) => applied(net, each.hash)));
			expect(orders.map((each) => each.applicationOrder).sort()).toEqual([1, 2]);
		});
	});
});

describe('fee bumps', () => {
	overBothWires((context) => {
		test('another account pays: feeBumpInnerSuccess, and the inner hash is found too', async () => {
			const { net } = context();
			const [alice, sponsor] = [await newAccount(net), await newAccount(net)];
			const before = await balance(net, alice.publicKey());
			const inner = await signed(net, alice, [pay(alice)]);
			const outer = bump(sponsor, '200', inner);
			const done = await apply(net, outer);
			expect(outcome(done)).toBe('txFeeBumpInnerSuccess/txSuccess paymentSuccess');
			expect(done.feeBump).toBe(true);
			expect(done.resultXdr.feeCharged).toBe(200n);
			expect(await balance(net, alice.publicKey())).toBe(before);
			expect((await net.server.getTransaction(hex(inner.hash()))).status).toBe('SUCCESS');
		});

		test('a failing inner transaction: feeBumpInnerFailed', async () => {
			const { net } = context();
			const [alice, sponsor] = [await newAccount(net), await newAccount(net)];
			const outer = bump(sponsor, '200', await signed(net, alice, [pay(newKey())]));
			expect(outcome(await apply(net, outer))).toBe(
				'txFeeBumpInnerFailed/txFailed paymentNoDestination'
			);
		});

		test('an inner transaction that is not valid is refused with its own code', async () => {
			const { net } = context();
			const [alice, sponsor] = [await newAccount(net), await newAccount(net)];
			const outer = bump(sponsor, '200', await signed(net, alice, [pay(alice)], { skip: 3n }));
			const sent = await net.server.sendTransaction(outer);
			expect(refusal(sent)).toBe('ERROR txFeeBumpInnerFailed/txBadSeq');
		});

		test('the fee source has to sign: txBadAuth', async () => {
			const { net } = context();
			const [alice, sponsor] = [await newAccount(net), await newAccount(net)];
			const outer = TransactionBuilder.buildFeeBumpTransaction(
				sponsor,
				'200',
				await signed(net, alice, [pay(alice)]),
				SANDBOX_PASSPHRASE
			);
			expect(refusal(await net.server.sendTransaction(outer))).toBe('ERROR txBadAuth');
		});

		test('19 times the pending bid does not replace it, and says what would', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const pending = await signed(net, alice, [pay(alice)]);
			await net.server.sendTransaction(pending);
			const sent = await net.server.sendTransaction(bump(alice, '950', pending));
			expect(refusal(sent)).toBe('ERROR txInsufficientFee');
			expect(sent.errorResult?.feeCharged).toBe(2_000n);
			await net.close();
			expect((await applied(net, hex(pending.hash()))).feeBump).toBe(false);
		});

		test('20 times the pending bid replaces it', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const pending = await signed(net, alice, [pay(alice)]);
			await net.server.sendTransaction(pending);
			const outer = bump(alice, '1000', pending);
			const done = await apply(net, outer);
			expect(outcome(done)).toBe('txFeeBumpInnerSuccess/txSuccess paymentSuccess');
			// Nobody else wanted the ledger: both operations at the base fee.
			expect(done.resultXdr.feeCharged).toBe(200n);
		});

		test('replacement with another inner transaction of the same sequence number', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const pending = await signed(net, alice, [pay(alice)]);
			const other = await signed(net, alice, [pay(alice, '7')]);
			await net.server.sendTransaction(pending);
			const done = await apply(net, bump(alice, '1000', other));
			expect(txCode(done.resultXdr)).toBe('txFeeBumpInnerSuccess/txSuccess');
			expect((await net.server.getTransaction(hex(pending.hash()))).status).toBe('NOT_FOUND');
		});
	});
});
