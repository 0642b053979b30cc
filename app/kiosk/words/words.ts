/**
 * All that the kiosk says, in one language; `{name}` stands for one name or several. Short words, short sentences: a
 * reading level of grade 4 or below.
 */
export type Words = {
  code: string
  /** The name of the language in the language itself. */
  name: string
  /** Only what a native speaker has checked is offered to visitors. */
  checkedByNative: boolean

  welcome: string
  welcomeText: string
  start: string
  noNetwork: string

  whoAreYou: string
  ways: { card: string; phone: string; code: string }
  typePhone: string
  typeCode: string
  delete: string
  next: string
  tooShort: string
  showCard: string
  holdToScanner: string
  oneMoment: string

  areYou: string
  yes: string
  no: string
  hereAlready: string
  areYouLeaving: string
  leaving: string
  goBack: string
  whatToDo: string
  comingIn: string
  goingOut: string
  tapWhoIsHere: string
  tapWhoLeaves: string
  tapFirst: string
  checkIn: string
  checkOut: string

  hi: string
  checkedIn: string
  checkedInAlready: string
  goodbye: string
  seeYou: string
  askDeskFor: string
  undo: string
  done: string
  takenBack: string
  takenBackText: string

  askDesk: string
  askDeskText: string
  callStaff: string
  willCome: string
  coming: string
  goToDesk: string

  startOver: string
  language: string
  chooseLanguage: string
  readAloud: string
  stopReading: string
  stillThere: string
  stillThereText: string
  moreTime: string
  iAmDone: string

  staff: string
  typePin: string
  typePinAgain: string
  wrongPin: string
  pinTooMany: string
  pinNoNetwork: string
  settings: string
  tablet: string
  station: string
  version: string
  waiting: string
  sendNow: string
  sent: string
  notSent: string
  switchKeys: { on: string; off: string }
  switchKeysText: string
  camera: { user: string; environment: string }
  firstLanguage: string
  leaveKiosk: string
  cutOff: string
  back: string
}
