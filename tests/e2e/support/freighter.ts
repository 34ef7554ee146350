import type { BrowserContext } from '@playwright/test';
import { Keypair, TransactionBuilder, type Transaction } from '@stellar/stellar-sdk';

/*
 * A double of the Freighter extension (5.45): it speaks the extension's message protocol beneath the unmodified package.
 * The half in the page filters as the content script does; the half in Node decides as the background script does.
 */

/** What becomes of the next signature, instead of the wallet's signing it. */
export type NextAnswer =
	| 'decline'
	/** The extension was reloaded under the page: an answer without its fields, and without an error. */
	| 'empty'
	/** The window stays open for ever. */
	| 'never'
	/** Signs with another of the person's accounts. */
	| 'other-account'
	/** Hands back a signed transaction that is not the one it was given. */
	| 'other-transaction';

export interface Shown {
	readonly hostname: string;
	readonly transaction: Transaction;
}

const DECLINED_TEXT = 'The user rejected this request.';
const DECLINED = { apiError: { code: -4, message: DECLINED_TEXT }, error: DECLINED_TEXT };
const UNREACHABLE = { error: 'Unable to send message to extension' };

/** What a test can set at any time. */
export class FreighterDouble {
	keypair: Keypair;
	/** Another account of the same person. */
	readonly other = Keypair.random();
	/** Hostnames that may see the account. */
	readonly allowed = new Set<string>();
	locked = false;
	/** The extension is gone under an open page: nothing reaches it. */
	dead = false;
	network = 'STANDALONE';
	passphrase: string;
	/** Where the wallet itself believes the network is. */
	networkUrl = 'http://127.0.0.1:8000';
	delayMs = 0;
	next: NextAnswer | undefined;
	/** What the person was shown, and signed or refused. */
	readonly shown: Shown[] = [];

	constructor(passphrase: string, keypair: Keypair = Keypair.random()) {
		this.passphrase = passphrase;
		this.keypair = keypair;
	}

	get address(): string {
		return this.keypair.publicKey();
	}

	async answer(hostname: string, request: Request): Promise<object> {
		if (this.dead) return UNREACHABLE;
		if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
		const visible = this.allowed.has(hostname) && !this.locked;
		switch (request.type) {
			case 'REQUEST_CONNECTION_STATUS':
				return { isConnected: true };
			case 'REQUEST_ALLOWED_STATUS':
				return { isAllowed: this.allowed.has(hostname) };
			case 'SET_ALLOWED_STATUS':
			case 'REQUEST_ACCESS':
				return this.#grant(hostname, request.type);
			case 'REQUEST_PUBLIC_KEY':
				return { publicKey: visible ? this.address : '' };
			case 'REQUEST_USER_INFO':
				return { userInfo: { publicKey: visible ? this.address : '' } };
			case 'REQUEST_NETWORK':
				return { network: this.network };
			case 'REQUEST_NETWORK_DETAILS':
				return {
					networkDetails: {
						network: this.network,
						networkName: this.network,
						networkUrl: this.networkUrl,
						networkPassphrase: this.passphrase,
						sorobanRpcUrl: this.networkUrl
					}
				};
			case 'SUBMIT_TRANSACTION':
				return this.#sign(hostname, request);
			default:
				return DECLINED;
		}
	}

	/** The window of the connection: it asks for the password first, and a person who means it gives it. */
	#grant(hostname: string, type: string): object {
		if (this.#take() === 'decline') return DECLINED;
		this.allowed.add(hostname);
		this.locked = false;
		return type === 'REQUEST_ACCESS' ? { publicKey: this.address } : { isAllowed: true };
	}

	#sign(hostname: string, request: Request): Promise<object> | object {
		const { transactionXdr = '', networkPassphrase, accountToSign } = request;
		const next = this.#take();
		if (next === 'empty') return UNREACHABLE;
		if (next === 'never') return new Promise(() => undefined);
		// really: a page with a warning, and after it the answer of who declines
		if (networkPassphrase !== this.passphrase) return DECLINED;
		const transaction = TransactionBuilder.fromXdr(
			transactionXdr,
			networkPassphrase
		) as Transaction;
		this.shown.push({ hostname, transaction });
		if (next === 'decline') return DECLINED;
		// an account that it does not have becomes the active one, without a word
		const own = accountToSign === this.other.publicKey() ? this.other : this.keypair;
		const signer = next === 'other-account' ? this.other : own;
		const signed =
			next === 'other-transaction' ? tampered(transaction, networkPassphrase) : transaction;
		signed.sign(signer);
		return { signedTransaction: signed.toXdr(), signerAddress: signer.publicKey() };
	}

	#take(): NextAnswer | undefined {
		const { next } = this;
		this.next = undefined;
		return next;
	}
}

/** The same with another fee: a hash of its own. */
function tampered(transaction: Transaction, passphrase: string): Transaction {
	const copy = TransactionBuilder.fromXdr(transaction.toXdr(), passphrase) as Transaction;
	return TransactionBuilder.cloneFrom(copy, {
		fee: (BigInt(copy.fee) + 1n).toString(),
		networkPassphrase: passphrase
	}).build();
}

interface Request {
	readonly type: string;
	readonly transactionXdr?: string;
	readonly networkPassphrase?: string;
	readonly accountToSign?: string;
}

/** Installs the extension for every page that the context opens from now on. Without this call it is absent. */
export async function installFreighter(
	context: BrowserContext,
	wallet: FreighterDouble
): Promise<void> {
	await context.exposeBinding('__freighterBackground', ({ frame }, request: Request) =>
		wallet.answer(new URL(frame.url()).hostname, request)
	);
	await context.addInitScript(contentScript);
}

/** Runs in the page, on its own: nothing of this module reaches it. */
function contentScript(): void {
	if (window !== window.top) return; // top frames only
	const types = [
		'REQUEST_ACCESS',
		'REQUEST_PUBLIC_KEY',
		'SUBMIT_TRANSACTION',
		'SUBMIT_AUTH_ENTRY',
		'SUBMIT_BLOB',
		'SUBMIT_TOKEN',
		'REQUEST_NETWORK',
		'REQUEST_NETWORK_DETAILS',
		'REQUEST_CONNECTION_STATUS',
		'REQUEST_ALLOWED_STATUS',
		'SET_ALLOWED_STATUS',
		'REQUEST_USER_INFO'
	];
	type Background = (request: unknown) => Promise<object>;
	const background = (window as unknown as { __freighterBackground: Background })
		.__freighterBackground;
	window.addEventListener('message', (event: MessageEvent<unknown>) => {
		const data = event.data as { source?: unknown; type?: unknown; messageId?: unknown } | null;
		if (event.source !== window || data?.source !== 'FREIGHTER_EXTERNAL_MSG_REQUEST') return;
		if (!types.includes(String(data.type))) return;
		void background(data)
			.catch(() => ({ error: 'Unable to send message to extension' }))
			.then((reply) => {
				// “messagedId” is how the extension spells it
				const answer = {
					source: 'FREIGHTER_EXTERNAL_MSG_RESPONSE',
					messagedId: data.messageId ?? 0,
					...reply
				};
				window.postMessage(answer, location.origin);
			});
	});
}
