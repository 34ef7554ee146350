import { checkSigned, type SignedMismatch } from '#lib/chain/signed-envelope.ts';
import { err, type Result } from '#lib/result.ts';
import type { Wallet } from '#lib/wallet/wallet.ts';
import type { Assembled } from './assemble.ts';
import type { FlowError } from './error.ts';

/** Has the wallet sign, and takes from it nothing but a signature of this account on this very transaction. */
export async function approve(
	{ unsigned, preview }: Assembled,
	account: string,
	wallet: Wallet,
	signal: AbortSignal
): Promise<Result<string, FlowError>> {
	const { passphrase } = unsigned;
	const signed = await wallet.sign({ xdr: preview.xdr, passphrase, address: account }, signal);
	if (!signed.ok) return err({ kind: 'wallet', error: signed.error });
	const checked = checkSigned(signed.value, unsigned, account);
	return checked.ok ? signed : err({ kind: 'altered', detail: mismatchText(checked.error) });
}

function mismatchText(mismatch: SignedMismatch): string {
	switch (mismatch.kind) {
		case 'changed':
			return `another transaction came back (${mismatch.found.slice(0, 8)}…)`;
		case 'unsigned':
			return 'it came back without a signature of this account';
		case 'unreadable':
			return `what came back cannot be read (${mismatch.detail})`;
	}
}
