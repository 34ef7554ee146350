import type { BrowserContext, Page } from '@playwright/test';

/** What a keeper asked of the embedded network, in the order in which it reached its page. */
export interface Asked {
	readonly page: Page;
	readonly method: string;
	/** Of `sendTransaction` alone: the signed transaction. */
	readonly xdr: string | undefined;
}

/** Listens in every page of a browser where the questions of its keeper come in: at the port that the page serves. */
export class KeeperQuestions {
	readonly #asked: Asked[] = [];

	/** Before the first page opens. */
	static async of(context: BrowserContext): Promise<KeeperQuestions> {
		const all = new KeeperQuestions();
		await context.exposeBinding('nectarAsked', ({ page }, body: string) => {
			all.#note(page, body);
		});
		await context.addInitScript(() => {
			const listen = Object.getOwnPropertyDescriptor(EventTarget.prototype, 'addEventListener')
				?.value as EventTarget['addEventListener'];
			const { nectarAsked } = window as unknown as {
				nectarAsked: (body: string) => Promise<void>;
			};
			MessagePort.prototype.addEventListener = function (
				this: MessagePort,
				...given: Parameters<EventTarget['addEventListener']>
			) {
				if (given[0] === 'message') {
					Reflect.apply(listen, this, [
						'message',
						({ data }: MessageEvent<{ readonly body?: unknown } | null>) => {
							if (typeof data?.body === 'string') void nectarAsked(data.body);
						}
					]);
				}
				Reflect.apply(listen, this, given);
			};
		});
		return all;
	}

	/** Every signed transaction, as often as it was sent from whichever tab. */
	get sent(): readonly string[] {
		return this.#asked.flatMap(({ xdr }) => (xdr === undefined ? [] : [xdr]));
	}

	/** A place in what was asked, for `since`. */
	get now(): number {
		return this.#asked.length;
	}

	/** Methods in their order. */
	since(place: number, page: Page): readonly string[] {
		return this.#asked
			.slice(place)
			.filter((asked) => asked.page === page)
			.map(({ method }) => method);
	}

	#note(page: Page, body: string): void {
		for (const call of [JSON.parse(body) as unknown].flat()) {
			const { method, params } = call as {
				readonly method: string;
				readonly params?: { readonly transaction?: string };
			};
			const xdr = method === 'sendTransaction' ? params?.transaction : undefined;
			this.#asked.push({ page, method, xdr });
		}
	}
}
