/** What stands on a tablet that is not let in yet. Staff read it, in English like the pages where the code comes from. */
export const pairing = {
  heading: "Set up this tablet",
  text: "Type the 8 numbers of your code.",
  where: "Ask an admin for a code: Admin > Tablets",
  wrong: "That code does not work. Try again.",
  tooMany: "Too many tries. Please wait.",
  noNetwork: "No network. Try again soon.",
  next: "Next",
  delete: "Delete",
}
