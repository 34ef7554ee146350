import type { Page } from '@playwright/test';
import { payNativeIntent } from '#lib/chain/classic.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transact } from '#lib/chain/transact.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { KEY_DATABASE } from '#lib/storage/key-value.ts';
import { accountOn, rpcOf } from './chain.ts';

/** Two base reserves, and one for the co-signer: what no transaction can spend. */
const RESERVE = 15_000_000n;
const FEE = 100n;

/** Every stroop above the reserve leaves the session account, but `rest`; signed by the key that `page` has. */
export async function spendFloat(page: Page, session: string, to: string, rest: bigint) {
	const rpc = rpcOf(page);
	const account = await accountOn(rpc, session);
	const amount = (account?.balance ?? 0n) - RESERVE - FEE - rest;
	const chain = {
		rpc,
		passphrase: SANDBOX_PASSPHRASE,
		settle: () => new Promise<void>((resolve) => setTimeout(resolve, 250)),
		caps: { bid: FEE, resourceFee: 0n }
	};
	const signal = new AbortController().signal;
	const paid = await transact(chain, keyIn(page, session), payNativeIntent(to, amount), signal);
	if (!paid.ok) throw new Error(`the float was not spent: ${paid.error.kind}`);
}

/** The key stays where it is: only what it is to sign goes there. */
const keyIn = (page: Page, address: string): Signer => ({
	address,
	sign: async (hash) =>
		Uint8Array.from(
			await page.evaluate(signWith, { database: KEY_DATABASE, address, hash: [...hash] })
		)
});

/** Runs in the page, on its own: nothing of this module reaches it. */
async function signWith(given: { database: string; address: string; hash: number[] }) {
	interface Kept {
		readonly current?: { readonly address: string; readonly pair: CryptoKeyPair };
	}
	const done = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => {
				resolve(request.result);
			};
			request.onerror = () => {
				reject(request.error ?? new Error('no answer'));
			};
		});
	const database = await done(indexedDB.open(given.database));
	const records = database.transaction('records').objectStore('records');
	const all = (await done(records.getAll())) as Kept[];
	database.close();
	const key = all.find(({ current }) => current?.address === given.address)?.current;
	if (key === undefined) throw new Error('this browser does not have that key');
	const hash = Uint8Array.from(given.hash);
	return [...new Uint8Array(await crypto.subtle.sign('Ed25519', key.pair.privateKey, hash))];
}
