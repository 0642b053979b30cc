/** Whoever asks. */
export const user = {
  id: "00000000-0000-7000-8000-000000000001",
  sessionId: "00000000-0000-7000-8000-000000000002",
  name: "Alex Admin",
  email: "alex@bec.example",
  role: "admin",
  theme: "system",
  mustAddCode: false,
} as const

export const requireUser = async () => user
export const currentUser = async () => user
