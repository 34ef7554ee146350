import { expect, type Page } from '@playwright/test';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { readSessions, sessionsKey } from '#lib/chain/registry-entries.ts';
import { accountOn } from './chain.ts';
import { committedNetwork } from './networks-file.ts';

/** What a keeper’s money is split into: the operator’s own account, and that of the key in the browser. Stroops. */
export interface KeeperMoney {
	readonly operator: bigint;
	readonly session: { readonly address: string; readonly balance: bigint };
}

/** Of the account that the wallet shows, as its dialog has it. */
export async function walletAddress(page: Page): Promise<string> {
	await page.getByRole('button', { name: /allet, account/ }).click({ timeout: 30_000 });
	const dialog = page.getByRole('dialog');
	const address = dialog.getByText(/^G[A-Z2-7]{55}$/);
	const text = await address.textContent({ timeout: 30_000 });
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	return text ?? '';
}

/** From the chain: the one session that the registry lists for the operator, and both accounts. */
export async function keeperMoney(rpc: JsonRpc, operator: string): Promise<KeeperMoney> {
	const { registry } = committedNetwork();
	const signal = new AbortController().signal;
	const entries = await readEntries(rpc, [sessionsKey(registry, operator)], signal);
	const sessions = entries.ok ? readSessions(entries.value, registry, operator) : entries;
	if (!sessions.ok) throw new Error(`the sessions cannot be read: ${sessions.error.kind}`);
	const [address, ...others] = sessions.value;
	if (address === undefined || others.length > 0) {
		throw new Error(`expected one session of ${operator}, found ${sessions.value.length}`);
	}
	const [own, key] = await Promise.all([operator, address].map((one) => accountOn(rpc, one)));
	if (own === undefined || key === undefined) throw new Error('an account is missing');
	return { operator: own.balance, session: { address, balance: key.balance } };
}

/** A revocation and a merge: more than both of them cost here. */
const MOST_FEES = 10_000_000n;

/** The session account does not exist any more, and what it held is the operator’s, less the fees of its two last transactions. */
export async function expectSwept(
	rpc: JsonRpc,
	operator: string,
	before: KeeperMoney
): Promise<void> {
	expect(await accountOn(rpc, before.session.address)).toBeUndefined();
	const gained = ((await accountOn(rpc, operator))?.balance ?? 0n) - before.operator;
	expect(gained).toBeLessThan(before.session.balance);
	expect(gained).toBeGreaterThan(before.session.balance - MOST_FEES);
}
