import { err, ok, type Result } from '#lib/result.ts';

/** The URL of an RPC endpoint as a person typed it. Plain HTTP only to this computer: browsers refuse it elsewhere. */
export function parseEndpointUrl(text: string): Result<string, string> {
	const typed = text.trim();
	if (typed === '') return err('Type the URL of an RPC endpoint.');
	let url: URL;
	try {
		url = new URL(typed);
	} catch {
		return err('This is no URL. It begins with https:// and names a host.');
	}
	if (url.username !== '' || url.password !== '') {
		return err('A URL with a user name or password would be shown and exported. Use one without.');
	}
	const here = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
	if (url.protocol === 'https:' || (url.protocol === 'http:' && here)) return ok(url.href);
	return err('Only https:// works, and http:// for a node on this computer (localhost).');
}
