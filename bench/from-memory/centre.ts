export const centerName = async () => "Bakersfield eSports Center"
