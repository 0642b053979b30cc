export const overlayClasses = [
  "fixed inset-0 z-50 bg-black/50 duration-120",
  "data-[state=open]:animate-in data-[state=open]:fade-in-0",
  "data-[state=closed]:animate-out data-[state=closed]:fade-out-0",
].join(" ")

export const panelClasses = [
  "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto",
  "-translate-x-1/2 -translate-y-1/2 rounded-lg border bg-popover shadow-lg duration-120",
  "data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98",
  "data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:zoom-out-98",
].join(" ")

export const floatClasses = [
  "z-50 rounded-lg border bg-popover text-foreground shadow-md duration-120",
  "data-[state=open]:animate-in data-[state=open]:fade-in-0",
  "data-[state=closed]:animate-out data-[state=closed]:fade-out-0",
].join(" ")
