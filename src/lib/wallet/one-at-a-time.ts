import { err, type Result } from '#lib/result.ts';
import type { WalletError } from './wallet.ts';

/** Requests that open a window go one after the other: wallets lose track of two. */
export class OneAtATime {
	#last: Promise<unknown> = Promise.resolve();

	async take<T>(
		act: () => Promise<Result<T, WalletError>>,
		signal: AbortSignal
	): Promise<Result<T, WalletError>> {
		const before = this.#last;
		const own = (async () => {
			await before;
			return signal.aborted ? err<WalletError>({ kind: 'cancelled' }) : act();
		})();
		this.#last = own.catch(() => undefined); // a bug in one turn must not hold up the next
		return own;
	}
}
