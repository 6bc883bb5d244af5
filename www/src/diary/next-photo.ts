/** Which mole the next photo is meant for, when somebody went from its page to the camera. */
export const nextPhoto: { mole: string | undefined } = { mole: undefined };
