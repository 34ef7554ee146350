import { err, ok, type Result } from '#lib/result.ts';

/*
 * The only place that starts workers. They run from blob URLs: a policy in a `<meta>` does not bind a worker loaded by its
 * URL, while a blob worker inherits it. Under Trusted Types a worker needs a policy, and a second one of the same name
 * throws: so there is one for the life of the page, and it lets nothing through but the URL announced right before.
 */

let policy: { createScriptURL(url: string): string } | undefined;
let allowed: string | undefined;

function trusted(url: string): string {
	allowed = url;
	policy ??= globalThis.window.trustedTypes?.createPolicy('nectar-worker', {
		createScriptURL: (asked) => {
			if (asked !== allowed) throw new ForeignWorkerError(asked);
			return asked;
		}
	});
	return policy?.createScriptURL(url) ?? url;
}

export interface RunningWorker {
	readonly worker: Worker;
	/** Resolves, with what the browser says, once the worker has died or could not load. It is terminated by then. */
	readonly crashed: Promise<string>;
}

/** Starts the module worker of a built chunk. `url` is what `?worker&url` imports give, and may be relative to the page. */
export async function startWorker(
	url: string,
	name: string
): Promise<Result<RunningWorker, string>> {
	const href = new URL(url, location.href).href;
	if (import.meta.env.DEV) return ok(run(href, name)); // development chunks import others, which a blob cannot
	let source: string;
	try {
		const answer = await fetch(href);
		// the body of an error page would become the worker's source
		if (!answer.ok) return err(`${href} answered ${answer.status}`);
		source = await answer.text();
	} catch (cause) {
		return err(`${href} could not be loaded: ${String(cause)}`);
	}
	const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
	return ok(run(blob, name));
}

function run(url: string, name: string): RunningWorker {
	const worker = new Worker(trusted(url), { type: 'module', name });
	const crashed = new Promise<string>((resolve) => {
		worker.onerror = (event) => {
			resolve(event.message || 'the worker could not load');
		};
		worker.onmessageerror = () => {
			resolve('the worker sent a message that cannot be read');
		};
	}).then((reason) => {
		worker.terminate();
		return reason;
	});
	return { worker, crashed };
}

/** Something else than this file tried to start a worker under the page's policy. */
export class ForeignWorkerError extends TypeError {
	override readonly name = 'ForeignWorkerError';
	constructor(url: string) {
		super(`expected the URL of a worker of this site; found ${url}`);
	}
}
