/** An operating system and a processor, in Go's words, which release files use too: "linux", "amd64". */
export interface Platform {
  os: string;
  arch: string;
}

const goArchitectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
const goSystems: Readonly<Record<string, string>> = { win32: "windows" };

/** The machine this runs on. Words that Node and Go share are passed on as they are. */
export function thisPlatform(os: string = process.platform, arch: string = process.arch): Platform {
  return { os: goSystems[os] ?? os, arch: goArchitectures[arch] ?? arch };
}
