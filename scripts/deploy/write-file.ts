import { rename, writeFile } from 'node:fs/promises';

/** All or nothing: who reads meanwhile sees the old file or the new one, and a crash leaves one of the two. */
export async function writeAtomically(path: string, text: string): Promise<void> {
	const beside = `${path}.${process.pid}.tmp`;
	await writeFile(beside, text);
	await rename(beside, path);
}
